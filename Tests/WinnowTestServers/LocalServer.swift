package import Foundation
internal import HTTPTypes
package import Hummingbird
internal import Logging
internal import NIOCore

/// A server on this machine, for tests of what talks to one.
package enum LocalServer {
    /// Runs while the body talks to it; the body may block, it has a thread of its own.
    package static func run<Result: Sendable>(
        _ router: Router<BasicRequestContext>,
        _ body: @escaping @Sendable (URL) throws -> Result
    ) async throws -> Result {
        let (ports, onListening) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
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
            guard let url = URL(string: "http://127.0.0.1:\(port)/v1") else { throw CocoaError(.fileReadUnknown) }
            defer { group.cancelAll() }
            return try await withCheckedThrowingContinuation { continuation in
                Thread { continuation.resume(with: Swift.Result { try body(url) }) }.start()
            }
        }
    }

    package static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
