import Foundation
import GRDB
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

/// Over a real socket: what happens when the other side goes away.
@Suite struct StreamingTests {
    private static func records(_ range: Range<Int>) -> String {
        range.map { "{\"id\": \"r\($0)\", \"text\": \"record number \($0)\", \"label\": \"cat\"}\n" }.joined()
    }

    private func head(_ visitor: ServerFixture.Visitor, _ request: String, _ more: String = "") -> String {
        "\(request) HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(visitor.headers[.authorization] ?? "")\r\n\(more)\r\n"
    }

    private func storedCount(_ fixture: ServerFixture) async throws -> Int {
        try await fixture.database.itemIndex(of: fixture.queue.id, after: nil).count
    }

    @Test(
        "a sender who breaks off loses nothing that was stored, and nothing is there twice when it is sent again",
        arguments: [true, false]
    )
    func brokenOff(isChunked: Bool) async throws {
        let fixture = try await ServerFixture(texts: [])
        let loader = try await fixture.program("loader", .machine, scopes: [.importItems])
        let (count, sent, all) = (10_500, 10_000, Self.records(0..<10_500))
        let head = head(
            loader,
            "POST /api/v1/queues/mails/items",
            "Content-Type: application/x-ndjson\r\n"
                + (isChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: \(all.utf8.count)\r\n")
        )
        let part = Self.records(0..<sent) + #"{"id": "r10000", "te"#
        try await fixture.serving { server in
            do {
                let connection = try server.connect()
                let sent = isChunked ? "\(String(part.utf8.count, radix: 16))\r\n\(part)\r\n" : part
                try await connection.send(head + sent)
                // Gone in the middle, once the first of it is stored.
                while try await storedCount(fixture) == 0 { await Task.yield() }
            }
            while try await storedCount(fixture) < sent { await Task.yield() }
        }
        #expect(try await storedCount(fixture) == sent)
        let again = try await fixture.send(.post, "/api/v1/queues/mails/items", as: loader, body: all)
        let reply = try again.decoded(ImportReply.self)
        #expect(reply.imported == count - sent && reply.unchanged == sent && reply.rejected == 0)
        #expect(reply.annotations == count - sent && reply.unchangedAnnotations == sent)
        #expect(try await storedCount(fixture) == count)
    }

    @Test("an export that fails in the middle does not end as a whole one")
    func failing() async throws {
        let fixture = try await ServerFixture(texts: (0..<3_500).map { "text number \($0)" })
        let reader = try await fixture.program("reader", .machine, scopes: [.export])
        let path = fixture.folder.url.appending(path: "data/winnow.sqlite").path
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "UPDATE item SET data = '{' WHERE externalId = 'item-3000'")
        }
        let request = head(reader, "GET /api/v1/queues/mails/export?content=items", "Connection: close\r\n")
        let text = try await fixture.serving { server in
            let connection = try server.connect()
            try await connection.send(request)
            return try await connection.read()
        }
        #expect(text.hasPrefix("HTTP/1.1 200") && text.contains("item-1\""))
        #expect(!text.contains("item-3000") && !text.hasSuffix("0\r\n\r\n"))
        let whole = try await fixture.serving { server in
            let connection = try server.connect()
            try await connection.send(request.replacing("content=items", with: "content=annotations&event=1"))
            return try await connection.read()
        }
        #expect(whole.hasSuffix("0\r\n\r\n"))
    }

    @Test("an import that ends early is answered although the sender has more to say")
    func early() async throws {
        let fixture = try await ServerFixture(texts: [])
        let loader = try await fixture.program("loader", .machine, scopes: [.importItems])
        let head = head(
            loader,
            "POST /api/v1/queues/mails/items?max-errors=2&format=jsonl",
            "Transfer-Encoding: chunked\r\n"
        )
        let answer = try await fixture.serving { server in
            let connection = try server.connect()
            // More than is read at a time.
            let bad = String(repeating: "no record\n", count: 60_000)
            try await connection.send(head + "\(String(bad.utf8.count, radix: 16))\r\n\(bad)\r\n")
            return try await connection.read(until: "}")
        }
        #expect(answer.hasPrefix("HTTP/1.1 422") && answer.contains("\"too-many-errors\""))
    }
}
