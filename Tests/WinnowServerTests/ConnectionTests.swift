import Hummingbird
import Logging
import Testing
import WinnowTestSupport

@testable import WinnowServer

@Suite(.timeLimit(.minutes(2))) struct ConnectionTests {
    /// Runs a server on a port of its own as long as the body takes.
    private func withServer(
        _ configuration: ServerConfiguration = .test,
        _ body: (Int) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let fixture = try await ServerFixture(configuration: configuration) { port.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await fixture.server.application(ServerFixture.logger).run() }
            for await port in ports {
                try await body(port)
                break
            }
            group.cancelAll()
        }
    }

    private static let health = "GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n"

    @Test("headers that are too large are refused, and the server goes on")
    func headers() async throws {
        try await withServer { port in
            let large = try RawConnection(port: port)
            large.send(
                "GET /healthz HTTP/1.1\r\nHost: here\r\nX-Large: \(String(repeating: "a", count: 40_000))\r\n\r\n"
            )
            #expect(await large.receive().hasPrefix("HTTP/1.1 400"))
            let many = try RawConnection(port: port)
            let fields = (0..<200).map { "X-\($0): a\r\n" }.joined()
            many.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\(fields)\r\n")
            #expect(await many.receive().hasPrefix("HTTP/1.1 400"))
            let good = try RawConnection(port: port)
            good.send(Self.health)
            #expect(await good.receive(until: "ok").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("a body that says it is too large is refused before it is sent, and the connection is closed")
    func declared() async throws {
        try await withServer { port in
            let connection = try RawConnection(port: port)
            connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 9000\r\n\r\n"
            )
            let answer = await connection.receive()
            #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("8192 bytes"))
        }
    }

    @Test("a body that turns out too large is refused when it does")
    func streamed() async throws {
        try await withServer { port in
            let connection = try RawConnection(port: port)
            connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
            )
            for _ in 0..<3 { connection.send("1000\r\n\(String(repeating: "a", count: 4_096))\r\n") }
            #expect(await connection.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test("a first header that does not come in time ends the connection")
    func slowHeader() async throws {
        var configuration = ServerConfiguration.test
        configuration.patience.head = .milliseconds(50)
        try await withServer(configuration) { port in
            let connection = try RawConnection(port: port)
            connection.send("GET /healthz HT")
            #expect(await connection.receive() == "")
        }
    }

    @Test("a connection on which nothing is asked is closed after the idle time")
    func idle() async throws {
        var configuration = ServerConfiguration.test
        configuration.idleTimeout = .milliseconds(50)
        try await withServer(configuration) { port in
            let connection = try RawConnection(port: port)
            connection.send(Self.health)
            let all = await connection.receive()
            #expect(all.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("of more connections than are allowed, the others wait until one ends")
    func bounded() async throws {
        var configuration = ServerConfiguration.test
        configuration.connectionCount = 2
        try await withServer(configuration) { port in
            let first = [try RawConnection(port: port), try RawConnection(port: port)]
            for connection in first {
                connection.send(Self.health)
                #expect(await connection.receive(until: "ok").hasPrefix("HTTP/1.1 200"))
            }
            let third = try RawConnection(port: port)
            third.send(Self.health)
            #expect(await third.receive(until: "ok", patience: 200) == "")
            first[0].hangUp()
            #expect(await third.receive(until: "ok").hasPrefix("HTTP/1.1 200"))
        }
    }
}
