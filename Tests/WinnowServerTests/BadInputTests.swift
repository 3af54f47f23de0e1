import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowStore

@testable import WinnowServer

/// All addresses of the API, asked in wrong ways.
@Suite struct BadInputTests {
    private static let segments = [
        "nothing", "%00", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "%27%20OR%201=1--", "99999999999999999999", "-1",
        "9223372036854775807", "%F0%9F%90%88", String(repeating: "a", count: 4_000), "%", "%3Cscript%3E",
    ]
    private static let queries = [
        "", "?limit=99999999999999999999&top=-1&model=0&event=x", "?%FF=%FE&&&=", "?q=%00&after=%00&id=%00",
        "?name=%00&map==&format=xml", "?on-conflict=&labels=maybe&annotator=%0A",
    ]
    private static let bodies = [
        "", "{", "[]", "null", "\"text\"", "{}\u{0}", "{\"count\": 1e999}", "\u{FEFF}{}",
        #"{"count":"many","holder":7,"answer":"perhaps","labels":"cat","revision":"one","force":3,"wait":"long"}"#,
        #"{"count":99999999999999999999,"revision":-99999999999999999999,"answer":"label","afterSeconds":1e300}"#,
        #"{"answer":"label","labels":["nothing"],"revision":9223372036854775807,"seconds":-1}"#,
        #"{"force":true,"wait":-1}"#, String(repeating: "[", count: 100_000),
        "{\"note\": \"" + String(repeating: "x", count: 300_000) + "\"}",
    ]
    private static let types = ["application/json", "text/xml", "application/x-www-form-urlencoded", ""]

    /// The path of a route with something in the place of each parameter.
    private func path(_ route: Route, _ fill: (String) -> String) -> String {
        route.path.split(separator: "/").map { "/" + ($0.hasPrefix(":") ? fill(String($0)) : String($0)) }.joined()
    }

    private func check(_ answer: ServerFixture.Answer, _ what: String) {
        #expect(answer.status < 500, "\(what): \(answer.status) \(answer.body.prefix(200))")
        guard answer.status >= 400 else { return }
        #expect(answer.headers[.contentType] == ProblemDocument.mediaType, "\(what)")
        #expect(throws: Never.self, "\(what): \(answer.body.prefix(200))") {
            let problem = try answer.decoded(ProblemDocument.self)
            #expect(problem.status == answer.status)
        }
    }

    private func withServer(
        _ body: @escaping @Sendable (ServerFixture, ServerFixture.Visitor) async throws -> Void
    ) async throws {
        let fixture = try await ServerFixture()
        let program = try await fixture.program("fuzzer", .machine)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await fixture.loops.run() }
            try await body(fixture, program)
            await fixture.loops.stop()
            try await group.waitForAll()
        }
    }

    @Test("hostile addresses are answered with problem documents, and none with a failure of ours")
    func addresses() async throws {
        try await withServer { fixture, program in
            for route in fixture.server.routes where route.kind == .api && route.path.hasPrefix("/api/") {
                for segment in Self.segments where route.path.contains(":") {
                    for isQueueRight in [true, false] {
                        if route.path.hasSuffix("/events"), isQueueRight { continue }
                        let path = path(route) { isQueueRight && $0 == ":queue" ? "mails" : segment }
                        let answer = try await fixture.send(route.method, path, as: program, body: "{}")
                        check(answer, "\(route.method) \(path.prefix(200))")
                    }
                }
                for query in Self.queries where !route.path.hasSuffix("/events") {
                    let path = path(route) { $0 == ":queue" ? "mails" : "1" } + query
                    check(
                        try await fixture.send(route.method, path, as: program, body: "{}"),
                        "\(route.method) \(path)"
                    )
                }
            }
        }
    }

    @Test("bodies that are no documents, or of another kind, are answered with problem documents", arguments: types)
    func bodies(type: String) async throws {
        try await withServer { fixture, program in
            var headers: HTTPFields = [:]
            if !type.isEmpty { headers[.contentType] = type }
            for route in fixture.server.routes where route.kind == .api && route.isUnsafe {
                let path = path(route) { $0 == ":queue" ? "mails" : "1" }
                for body in Self.bodies {
                    let answer = try await fixture.send(route.method, path, as: program, headers: headers, body: body)
                    check(answer, "\(route.method) \(path) \(type) \(body.prefix(60))")
                }
            }
        }
    }

    @Test("bytes that are no UTF-8 are refused or reported, not stored")
    func notUTF8() async throws {
        try await withServer { fixture, program in
            let bytes = Array("{\"id\":\"a\",\"text\":\"".utf8) + [0xFF, 0xC3, 0x28] + Array("\"}\n".utf8)
            for route in fixture.server.routes where route.kind == .api && route.isUnsafe {
                let path = path(route) { $0 == ":queue" ? "mails" : "1" }
                let headers: HTTPFields = [.contentType: "application/json"]
                let answer = try await fixture.send(route.method, path, as: program, headers: headers, bytes: bytes)
                check(answer, "\(route.method) \(path)")
                if path.hasSuffix("/items") { #expect(try answer.decoded(ImportReply.self).rejected == 1) }
            }
        }
    }
}

@Suite struct UnknownNameTests {
    @Test("a field with a mistake in its name is refused and not passed over, and the right one is named")
    func fields() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        _ = try await fixture.account("pat", .annotator)
        let answer = try await fixture.call(
            .patch,
            "/api/v1/people/pat",
            as: owner,
            #"{"role": "annotator", "isDisable": true}"#
        )
        #expect(answer.status == 400 && answer.body.contains("did you mean isDisabled?"), "\(answer.body)")
        #expect(try await fixture.database.account(named: "pat")?.isDisabled == false)
        let claim = try await fixture.post("/api/v1/queues/mails/assignments", as: owner, #"{"cuont": 3}"#)
        #expect(claim.status == 400 && claim.body.contains("did you mean count?"))
    }

    @Test("a parameter with a mistake in its name is refused, on pages too")
    func parameters() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        let answer = try await fixture.send(.get, "/api/v1/queues/mails/items?limt=1", as: owner)
        #expect(answer.status == 400 && answer.body.contains("did you mean limit?"))
        #expect(try await fixture.send(.get, "/queues/mails/items?stat=open", as: owner).status == 400)
    }
}
