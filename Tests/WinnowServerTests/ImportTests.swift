import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore

@testable import WinnowServer

@Suite struct ImportTests {
    private static let address = "/api/v1/queues/mails/items"

    private func send(
        _ fixture: ServerFixture,
        _ body: String,
        _ query: String = "",
        type: String? = "application/x-ndjson"
    ) async throws -> ServerFixture.Answer {
        var headers: HTTPFields = [:]
        headers[.contentType] = type
        let program = try await fixture.program("loader", .machine, scopes: [.importItems])
        return try await fixture.send(.post, Self.address + query, as: program, headers: headers, body: body)
    }

    @Test("records in a body become items, and the answer says what became of each")
    func counts() async throws {
        let fixture = try await ServerFixture(texts: [])
        let body = """
            {"id": "a", "text": "one", "label": "cat"}
            {"id": "b", "text": "two"}
            no record
            {"id": "c", "text": "three", "label": "cow"}
            """
        let reply = try await send(fixture, body).decoded(ImportReply.self)
        #expect(reply.read == 4 && reply.imported == 2 && reply.annotations == 1 && reply.rejected == 2)
        #expect(reply.firstRejected.map(\.line) == [3, 4])
        #expect(reply.firstRejected.last?.reason.contains("unknown label \"cow\"") == true)
        let again = try await send(fixture, body).decoded(ImportReply.self)
        #expect(again.imported == 0 && again.unchanged == 2 && again.unchangedAnnotations == 1)
    }

    @Test("a table is read by the names of its columns, and by those that the address gives them")
    func table() async throws {
        let fixture = try await ServerFixture(texts: [])
        let body = "Number;Review Text;Verdict\n7;so good;cat\n8;so bad;dog\n"
        let query = "?map=Review%20Text=text&id=Number&label=Verdict&annotator=rosa"
        let reply = try await send(fixture, body, query, type: "text/csv; charset=utf-8").decoded(ImportReply.self)
        #expect(reply.imported == 2 && reply.annotations == 2 && reply.rejected == 0)
        #expect(try await fixture.database.annotators().map(\.name).contains("rosa"))
        let history = try await fixture.database.history(of: "8", in: fixture.queue.id)
        #expect(history.item.data == JSON.members(["text": "so bad"]))
    }

    @Test("labels can be passed over, and conflicts be decided")
    func options() async throws {
        let fixture = try await ServerFixture(texts: ["as it was"])
        let body = #"{"id": "item-0", "text": "as it is", "label": "cat"}"#
        let failed = try await send(fixture, body).decoded(ImportReply.self)
        #expect(failed.rejected == 1 && failed.replaced == 0)
        let replaced = try await send(fixture, body, "?on-conflict=replace&labels=false").decoded(ImportReply.self)
        #expect(replaced.replaced == 1 && replaced.annotations == 0)
    }

    @Test("with more bad records than are allowed the import ends, and says what is stored")
    func tooManyErrors() async throws {
        let fixture = try await ServerFixture(texts: [])
        let answer = try await send(fixture, "{\"id\":\"a\",\"text\":\"one\"}\nbad\nbad\n", "?max-errors=1")
        #expect(answer.status == 422 && answer.headers[.contentType] == ProblemDocument.mediaType)
        let problem = try answer.decoded(ImportProblem.self)
        #expect(problem.problem.code == .tooManyErrors && problem.report.imported == 1 && problem.report.rejected == 2)
    }

    @Test(
        "what the address or the media type says wrongly is refused, and nothing is stored",
        arguments: [
            ("?max-error=1", "application/x-ndjson", 400), ("?on-conflict=maybe", "application/x-ndjson", 400),
            ("?labels=no", "application/x-ndjson", 400), ("?max-errors=-1", "application/x-ndjson", 400),
            ("?max-errors=99999999999999999999", "application/x-ndjson", 400),
            ("?annotator=%20rosa", "application/x-ndjson", 400), ("?format=xml", "application/x-ndjson", 400),
            ("?map=text", "application/x-ndjson", 400), ("?id=nummer", "application/x-ndjson", 422),
            ("", "application/x-www-form-urlencoded", 415), ("", "multipart/form-data; boundary=x", 415),
            ("?max-record-bytes=1", "application/x-ndjson", 400), ("?%ff=1", "application/x-ndjson", 400),
        ]
    )
    func refusals(query: String, type: String, status: Int) async throws {
        let fixture = try await ServerFixture(texts: [])
        let answer = try await send(fixture, #"{"id": "a", "text": "one"}"#, query, type: type)
        #expect(answer.status == status, "\(answer.body)")
        #expect(throws: Never.self) { try answer.decoded(ProblemDocument.self) }
        #expect(try await fixture.database.itemIndex(of: fixture.queue.id, after: nil).isEmpty)
    }

    @Test("bytes that are no UTF-8 and lines that are too long are bad records at their lines")
    func hostile() async throws {
        let fixture = try await ServerFixture(texts: [])
        let long = #"{"id": "l", "text": "\#(String(repeating: "x", count: 500))"}"#
        let reply = try await send(fixture, "\(long)\n{\"id\": \"a\", \"text\": \"one\"}\n", "?max-record-bytes=100")
        let report = try reply.decoded(ImportReply.self)
        #expect(report.imported == 1 && report.firstRejected.map(\.line) == [1])
    }

    @Test("an empty body is an import of nothing")
    func empty() async throws {
        let fixture = try await ServerFixture(texts: [])
        let reply = try await send(fixture, "", type: nil)
        #expect(try reply.status == 200 && reply.decoded(ImportReply.self).read == 0)
    }
}
