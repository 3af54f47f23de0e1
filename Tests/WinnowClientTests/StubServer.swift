import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import WinnowDomain

@testable import WinnowClient

/// A server on a port of its own that answers as a test wants.
struct StubServer {
    typealias Respond = @Sendable (Request, BasicRequestContext) async throws -> Response

    let respond: Respond

    init(_ respond: @escaping Respond) {
        self.respond = respond
    }

    static func json(_ text: String, _ status: HTTPResponse.Status = .ok, type: String = "application/json") -> Response
    {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// A client's patience against hanging only: beside all other suites two threads do everything, and a minute goes by.
    static var patient: ClientLimits {
        var limits = ClientLimits()
        limits.idleSeconds = 500
        return limits
    }

    /// Runs while the body talks to it.
    @discardableResult
    func run<Result: Sendable>(
        limits: ClientLimits = patient,
        token: String? = "tok",
        _ body: @escaping @Sendable (APIClient) async throws -> Result
    ) async throws -> Result {
        let (ports, onListening) = AsyncStream.makeStream(of: Int.self)
        let router = Router()
        for method in [HTTPRequest.Method.get, .post, .patch, .put] {
            router.on("**", method: method) { [respond] in try await respond($0, $1) }
        }
        var logger = Logger(label: "stub")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in onListening.yield(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let address = try ServerAddress("http://127.0.0.1:\(port)/base")
            let client = APIClient(address, token: try token.map { try AccessToken($0) }, limits: limits)
            defer {
                // The server ends when its connections have.
                client.close()
                group.cancelAll()
            }
            return try await body(client)
        }
    }
}
