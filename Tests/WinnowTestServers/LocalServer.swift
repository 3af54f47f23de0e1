package import Foundation
internal import HTTPTypes
package import Hummingbird
internal import Logging
internal import NIOCore

/// A server on this machine, for tests of what talks to one.
package enum LocalServer {
    /// Runs while the body talks to it.
    package static func run<Result: Sendable>(
        _ router: Router<BasicRequestContext>,
        _ body: @escaping @Sendable (URL) async throws -> Result
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
            guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw CocoaError(.fileReadUnknown) }
            // It ends when its connections have.
            defer { group.cancelAll() }
            return try await body(url)
        }
    }

    /// Runs while the body talks to it, which may block: it has a thread of its own.
    package static func runBlocking<Result: Sendable>(
        _ router: Router<BasicRequestContext>,
        _ body: @escaping @Sendable (URL) throws -> Result
    ) async throws -> Result {
        try await run(router) { url in
            try await withCheckedThrowingContinuation { continuation in
                Thread { continuation.resume(with: Swift.Result { try body(url) }) }.start()
            }
        }
    }

    package static func json(
        _ text: String,
        _ status: HTTPResponse.Status = .ok,
        type: String = "application/json"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
