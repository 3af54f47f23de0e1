import Foundation
import HTTPTypes
import Hummingbird
import WinnowTestServers

@testable import WinnowClient

/// A server on a port of its own that answers as a test wants.
struct StubServer {
    typealias Respond = @Sendable (Request, BasicRequestContext) async throws -> Response

    let respond: Respond

    init(_ respond: @escaping Respond) {
        self.respond = respond
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
        let router = Router()
        for method in [HTTPRequest.Method.get, .post, .patch, .put] {
            router.on("**", method: method) { [respond] in try await respond($0, $1) }
        }
        return try await LocalServer.run(router) { url in
            let address = try ServerAddress(url.absoluteString + "/base")
            let client = APIClient(address, token: try token.map { try AccessToken($0) }, limits: limits)
            defer { client.close() }
            return try await body(client)
        }
    }
}
