import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import Testing
import WinnowDomain
import WinnowTestServers

@testable import WinnowClient

@Suite(.timeLimit(.minutes(10))) struct DocumentTests {
    private struct Echo: Codable, Equatable, Sendable {
        var method = ""
        var path = ""
        var query = ""
        var token = ""
        var body = ""
    }

    @Test("a request brings its method, its address behind the server's own path, the token and the body")
    func request() async throws {
        let server = StubServer { request, _ in
            let body = try await request.body.collect(upTo: 1_000)
            let echo = Echo(
                method: request.method.rawValue,
                path: request.uri.path,
                query: request.uri.query ?? "",
                token: request.headers[.authorization] ?? "",
                body: String(buffer: body)
            )
            return LocalServer.json(String(decoding: try JSONEncoder().encode(echo), as: UTF8.self))
        }
        try await server.run { client in
            let got: Echo = try await client.get(["a b", "c/d"], query: [URLQueryItem(name: "q", value: "1&2")])
            #expect(got == Echo(method: "GET", path: "/base/a%20b/c%2Fd", query: "q=1%262", token: "Bearer tok"))
            let sent: Echo = try await client.send("PATCH", ["x"], ["n": 1])
            #expect(sent == Echo(method: "PATCH", path: "/base/x", token: "Bearer tok", body: #"{"n":1}"#))
        }
    }

    @Test("a problem document becomes an error with its code and words, whatever the status")
    func problem() async throws {
        let server = StubServer { _, _ in
            LocalServer.json(
                #"{"code":"no-such-queue","detail":"there is no queue \"a\"","status":404,"title":"t","type":"u"}"#,
                .notFound,
                type: "application/problem+json"
            )
        }
        try await server.run { client in
            await #expect(throws: ClientError.problem(.noSuchQueue, detail: "there is no queue \"a\"")) {
                let _: [Int] = try await client.get(["x"])
            }
        }
    }

    @Test("a code that only a newer server knows is a failure with its words")
    func newerCode() async throws {
        let server = StubServer { _, _ in
            LocalServer.json(
                #"{"code":"moon-phase","title":"Wrong moon"}"#,
                .conflict,
                type: "application/problem+json; charset=utf-8"
            )
        }
        try await server.run { client in
            await #expect(throws: ClientError.problem(.failed, detail: "Wrong moon")) {
                let _: [Int] = try await client.get(["x"])
            }
        }
    }

    @Test("an older server that has nothing at an address is told as such, with the way out, and ends with 69")
    func olderServer() async throws {
        for (code, status) in [("no-such-page", 404), ("method-not-allowed", 405)] {
            let server = StubServer { _, _ in
                LocalServer.json(
                    #"{"code":"\#(code)","detail":"nothing here","title":"t"}"#,
                    HTTPResponse.Status(code: status),
                    type: "application/problem+json"
                )
            }
            try await server.run { client in
                let error = await #expect(throws: ClientError.self) { let _: [Int] = try await client.get(["x"]) }
                #expect(error == .notKnown(client.address))
                #expect(error?.code.exitStatus == .unavailable)
                #expect(error?.description.contains("--data") == true)
            }
        }
    }

    @Test(
        "what is no answer of Winnow's is told as such, and ends with 69",
        arguments: [
            ("<h1>Bad gateway</h1>", 502, "text/html"), ("<h1>Hello</h1>", 200, "text/html"),
            ("{}", 404, "application/json"), ("nonsense", 500, "application/problem+json"),
            ("[1", 200, "application/json"),
            (#"{"a":1}"#, 200, "application/json"),
        ]
    )
    func strangers(body: String, status: Int, type: String) async throws {
        let server = StubServer { _, _ in LocalServer.json(body, HTTPResponse.Status(code: status), type: type) }
        try await server.run { client in
            let error = await #expect(throws: ClientError.self) { let _: [Int] = try await client.get(["x"]) }
            #expect(error?.code == .notWinnow)
            #expect(error?.code.exitStatus == .unavailable)
        }
    }

    @Test("a redirect is not followed: a token is for the host that it was given for")
    func redirect() async throws {
        let tokens = Mutex<[String]>([])
        let thief = StubServer { request, _ in
            tokens.withLock { $0.append(request.headers[.authorization] ?? "none") }
            return LocalServer.json("[]")
        }
        try await thief.run { other in
            let target = other.address.description
            let server = StubServer { _, _ in .redirect(to: target, type: .temporary) }
            try await server.run { client in
                let error = await #expect(throws: ClientError.self) { let _: [Int] = try await client.get(["x"]) }
                #expect(error == .redirected(client.address, to: target))
            }
        }
        #expect(tokens.withLock(\.self) == [])
    }

    @Test("an answer without an end is cut off at the limit")
    func tooLarge() async throws {
        let server = StubServer { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody { writer in
                    while !Task.isCancelled { try await writer.write(ByteBuffer(repeating: 0x20, count: 65_536)) }
                }
            )
        }
        var limits = ClientLimits()
        limits.documentByteLimit = 1_000_000
        try await server.run(limits: limits) { client in
            await #expect(throws: ClientError.tooLarge(client.address, byteLimit: 1_000_000)) {
                let _: [Int] = try await client.get(["x"])
            }
        }
    }

    @Test("a server that is silent for longer than the limit counts as gone")
    func silence() async throws {
        // For as long as anybody waits: beside all other suites a timer of a second may be looked at after a minute.
        let server = StubServer { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return LocalServer.json("[]")
        }
        var limits = ClientLimits()
        limits.idleSeconds = 1
        try await server.run(limits: limits) { client in
            let error = await #expect(throws: ClientError.self) { let _: [Int] = try await client.get(["x"]) }
            #expect(error == .unreachable(client.address, reason: "it does not answer"))
        }
    }

    @Test("who is cancelled gets its thread of work back, and the server sees the end of the request")
    func cancelling() async throws {
        let (asked, onAsked) = AsyncStream.makeStream(of: Void.self)
        let (ended, onEnded) = AsyncStream.makeStream(of: Void.self)
        let server = StubServer { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody { writer in
                    defer { onEnded.yield() }
                    onAsked.yield()
                    // Without an end, but slowly: should nobody stop it, it fills no memory.
                    while true {
                        try await writer.write(ByteBuffer(repeating: 0x20, count: 4_096))
                        try await Task.sleep(for: .milliseconds(2))
                    }
                }
            )
        }
        try await server.run { client in
            let task = Task { let _: [Int] = try await client.get(["x"]) }
            var iterator = asked.makeAsyncIterator()
            _ = await iterator.next()
            task.cancel()
            let result = await task.result
            #expect(throws: (any Error).self) { try result.get() }
            var end = ended.makeAsyncIterator()
            _ = await end.next()
        }
    }

    @Test("where nobody listens, and where there is no such host, the reason says so")
    func nobody() async throws {
        let client = APIClient(try ServerAddress("http://127.0.0.1:1"), token: nil)
        let error = await #expect(throws: ClientError.self) { let _: [Int] = try await client.get(["x"]) }
        #expect(error == .unreachable(client.address, reason: "nobody listens there"))
        #expect(URLError(.cannotFindHost).inWords == "there is no such host")
    }
}
