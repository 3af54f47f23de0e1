import NIOCore
import Testing

@testable import WinnowServer

@Suite(.timeLimit(.minutes(10))) struct ConnectionTests {
    private func withServer(
        _ configuration: ServerConfiguration = .test,
        _ body: @Sendable @escaping (LoopbackServer) async throws -> Void
    ) async throws {
        try await ServerFixture(configuration: configuration).serving(body)
    }

    private static let health = "GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n"

    @Test("headers that are too large are refused, and the server goes on")
    func headers() async throws {
        try await withServer { server in
            let large = try server.connect()
            try await large.send(
                "GET /healthz HTTP/1.1\r\nHost: here\r\nX-Large: \(String(repeating: "a", count: 40_000))\r\n\r\n"
            )
            #expect(try await large.receive().hasPrefix("HTTP/1.1 400"))
            let many = try server.connect()
            let fields = (0..<200).map { "X-\($0): a\r\n" }.joined()
            try await many.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\(fields)\r\n")
            #expect(try await many.receive().hasPrefix("HTTP/1.1 400"))
            let good = try server.connect()
            try await good.send(Self.health)
            #expect(try await good.receive(until: "ok").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("a body that says it is too large is refused before it is sent, and the connection is closed")
    func declared() async throws {
        try await withServer { server in
            let connection = try server.connect()
            try await connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 9000\r\n\r\n"
            )
            let answer = try await connection.receiveToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("8192 bytes"))
        }
    }

    @Test("a body that turns out too large is refused when it does")
    func streamed() async throws {
        try await withServer { server in
            let connection = try server.connect()
            try await connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
            )
            for _ in 0..<3 { try await connection.send("1000\r\n\(String(repeating: "a", count: 4_096))\r\n") }
            #expect(try await connection.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test("a first header that does not come in time ends the connection")
    func slowHeader() async throws {
        var configuration = ServerConfiguration.test
        configuration.patience.head = .milliseconds(50)
        try await withServer(configuration) { server in
            let connection = try server.connect()
            try await connection.send("GET /healthz HT")
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test("a connection on which nothing is asked is closed after the idle time")
    func idle() async throws {
        var configuration = ServerConfiguration.test
        configuration.idleTimeout = .milliseconds(50)
        try await withServer(configuration) { server in
            let connection = try server.connect()
            try await connection.send(Self.health)
            let all = try await connection.receiveToEnd()
            #expect(all.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("of more connections than are allowed, the others wait until one ends")
    func bounded() async throws {
        var configuration = ServerConfiguration.test
        configuration.connectionCount = 2
        try await withServer(configuration) { server in
            let first = [try server.connect(), try server.connect()]
            for connection in first {
                try await connection.send(Self.health)
                #expect(try await connection.receive(until: "ok").hasPrefix("HTTP/1.1 200"))
            }
            let third = try server.connect()
            try await third.send(Self.health)
            #expect(try await third.receive(until: "ok", patience: 200) == "")
            first[0].hangUp()
            #expect(try await third.receive(until: "ok").hasPrefix("HTTP/1.1 200"))
        }
    }
}
