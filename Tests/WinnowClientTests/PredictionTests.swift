import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing
import WinnowAPI
import WinnowDomain
import WinnowTestServers

@testable import WinnowClient

@Suite(.timeLimit(.minutes(10))) struct PredictionTests {
    @Test("lines are cut out of pieces wherever these begin and end")
    func lines() {
        let text = Data("first\n\nthird line\nlast".utf8)
        for size in 1...text.count {
            let cutter = LineCutter()
            var lines: [String] = []
            for start in stride(from: 0, to: text.count, by: size) {
                // Slices keep their indices.
                let piece = text[start..<min(start + size, text.count)]
                lines += cutter.lines(in: piece).map { String(decoding: $0, as: UTF8.self) }
            }
            #expect(lines == ["first", "", "third line"] && cutter.isInLine, "\(size)")
        }
    }

    /// Answers with lines, a byte at a time.
    private static func slowly(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                for byte in text.utf8 { try await writer.write(ByteBuffer(bytes: [byte])) }
                try await writer.finish(nil)
            }
        )
    }

    @Test("texts go out as they are, for one model version, and lines come back whole")
    func predict() async throws {
        let asked = Mutex<[String]>([])
        let server = StubServer { request, _ in
            let body = try await request.body.collect(upTo: 1_000)
            asked.withLock { $0 = ["\(request.method)", request.uri.description, String(buffer: body)] }
            return Self.slowly("{\"a\":1}\n{\"b\":2}\n")
        }
        try await server.run { client in
            let got = Mutex<[String]>([])
            try await client.predict(Data("{}\n".utf8), by: 7, in: "mails") { lines in
                got.withLock { $0 += lines.map { String(decoding: $0, as: UTF8.self) } }
            }
            #expect(got.withLock(\.self) == [#"{"a":1}"#, #"{"b":2}"#])
        }
        let address = "/base/api/v1/queues/mails/predictions?texts=true&model=7&max-record-bytes=16777216"
        #expect(asked.withLock(\.self) == ["POST", address, "{}\n"])
    }

    @Test("an older server that does not know a parameter is told as such, and what it refuses else with its words")
    func olderServer() async throws {
        for (code, status) in [("bad-request", 400), ("no-such-model", 404)] {
            let server = StubServer { _, _ in
                LocalServer.json(
                    #"{"code":"\#(code)","detail":"words","title":"t"}"#,
                    .init(code: status),
                    type: "application/problem+json"
                )
            }
            try await server.run { client in
                let expected =
                    status == 400 ? ClientError.notKnown(client.address) : .problem(.noSuchModel, detail: "words")
                await #expect(throws: expected) { try await client.predict(Data(), by: 1, in: "mails") { _ in } }
                await #expect(throws: expected) { _ = try await client.status(of: "mails", wait: 0) }
            }
        }
    }

    private struct Broken: Error {}

    @Test("a connection that ends in the middle is not taken for an end")
    func brokenOff() async throws {
        let server = StubServer { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/x-ndjson"],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "{\"hash\":\"01\"}\n"))
                    throw Broken()
                }
            )
        }
        try await server.run { client in
            let reason = "it ended the connection in the middle of its answer"
            await #expect(throws: ClientError.unreachable(client.address, reason: reason)) {
                _ = try await client.learnedTexts(of: 3, in: "mails")
            }
        }
    }

    @Test("a last line without an end is not taken for a whole one")
    func cutOff() async throws {
        let server = StubServer { _, _ in Self.slowly("{\"a\":1}\n{\"b\"") }
        try await server.run { client in
            let error = await #expect(throws: ClientError.self) {
                try await client.predict(Data(), by: 1, in: "mails") { _ in }
            }
            #expect(error?.code == .notWinnow)
        }
    }

    @Test("what a model has learned from comes as a list, and lines that are none of it are told as such")
    func learned() async throws {
        let good = StubServer { _, _ in Self.slowly("{\"hash\":\"00ff\"}\n{\"hash\":\"01\"}\n") }
        try await good.run { client in
            let texts = try await client.learnedTexts(of: 3, in: "mails")
            #expect(texts.map(\.hash) == ["00ff", "01"])
        }
        let bad = StubServer { _, _ in Self.slowly("<p>\n") }
        try await bad.run { client in
            let error = await #expect(throws: ClientError.self) {
                _ = try await client.learnedTexts(of: 3, in: "mails")
            }
            #expect(error?.code == .notWinnow)
        }
    }

    @Test("an import that ends early says what is stored, and a refusal without a report is one")
    func unfinishedImport() async throws {
        let problem = #"{"code":"too-many-errors","detail":"3 bad","status":422,"title":"t","type":"u""#
        let report = #"""
            ,"import":{"queue":"q","read":5,"imported":2,"unchanged":0,"replaced":0,"kept":0,"duplicates":0,
            "annotations":0,"unchangedAnnotations":0,"supersededAnnotations":0,"keptAnnotations":0,"rejected":3,
            "firstRejected":[],"warnings":[],"formats":[]}
            """#
        for hasReport in [true, false] {
            let server = StubServer { request, _ in
                _ = try await request.body.collect(upTo: 1_000)
                return LocalServer.json(
                    problem + (hasReport ? report : "") + "}",
                    .init(code: 422),
                    type: "application/problem+json"
                )
            }
            try await server.run { client in
                let error = await #expect(throws: (any Error).self) {
                    _ = try await client.importRecords(into: "q", query: []) { _ = await $0(Data("x".utf8)) }
                }
                let reason = ClientError.problem(.tooManyErrors, detail: "3 bad")
                if hasReport {
                    let unfinished = try #require(error as? UnfinishedImport)
                    #expect(unfinished.reason == reason && unfinished.report.imported == 2)
                } else {
                    #expect(error as? ClientError == reason)
                }
            }
        }
    }
}
