internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Gives every request an id, and tells of it when its answer begins: in the figures by route and status, and in the log
/// with who asked and how long it took.
struct RequestRecorder: RouterMiddleware {
    typealias Context = AppContext

    let measurements: Measurements
    /// Addresses that are asked for all the time and by themselves; the log has them at `debug`.
    let quietPaths: Set<String>
    let proxies: TrustedProxies

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        var context = context
        context.peer = proxies.client(of: request, peer: context.peer)
        if let id = request.headers[.requestID], Self.isPlain(id) { context.requestID = id }
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        let seconds = started.duration(to: .now) / .seconds(1)
        let method = request.method.rawValue
        let address = Measurements.Address(
            method: Self.methods.contains(method) ? method : "other",
            // The library has a name of its own for what is at no route.
            route: context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "none"
        )
        measurements.change { figures in
            figures.requests[Measurements.Request(address: address, status: response.status.code), default: 0] += 1
            figures.requestSeconds[address, default: Histogram(bounds: Histogram.requestBounds)].add(seconds)
        }
        log(request, address, response.status, seconds, context)
        return response
    }

    /// A proxy's id is taken over, if it is one.
    private static func isPlain(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    /// The path only: what stands behind the question mark of a sign-in link is a secret.
    private func log(
        _ request: Request,
        _ address: Measurements.Address,
        _ status: HTTPResponse.Status,
        _ seconds: Double,
        _ context: AppContext
    ) {
        let isQuiet = quietPaths.contains(address.route) && status.code < 400
        context.logger.log(
            level: isQuiet ? .debug : .info,
            "request",
            metadata: [
                "method": "\(address.method)", "route": "\(address.route)", "path": "\(request.uri.path.prefix(200))",
                "status": .stringConvertible(status.code),
                "ms": .stringConvertible((10_000 * seconds).rounded() / 10),
                "account": "\(context.trail.account ?? "-")", "peer": "\(context.peer)",
            ]
        )
    }
}
