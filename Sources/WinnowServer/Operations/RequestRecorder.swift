internal import Hummingbird

/// Counts requests by route and status, and how long it took until an answer began.
struct RequestRecorder: RouterMiddleware {
    typealias Context = AppContext

    let measurements: Measurements

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let response = try await next(request, context)
        let seconds = started.duration(to: .now) / .seconds(1)
        let method = request.method.rawValue
        let address = Measurements.Address(
            method: Self.methods.contains(method) ? method : "other",
            route: context.endpointPath ?? "none"
        )
        measurements.change { figures in
            figures.requests[Measurements.Request(address: address, status: response.status.code), default: 0] += 1
            figures.requestSeconds[address, default: Histogram(bounds: Histogram.requestBounds)].add(seconds)
        }
        return response
    }
}
