import Foundation
import HTTPTypes
import NIOCore
import Synchronization
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowExchange
import WinnowStore

@testable import WinnowServer

@Suite struct ExportTests {
    private static let address = "/api/v1/queues/mails/export"

    private func get(_ fixture: ServerFixture, _ query: String) async throws -> ServerFixture.Answer {
        let program = try await fixture.program("reader", .machine, scopes: [.export])
        return try await fixture.send(.get, Self.address + query, as: program)
    }

    /// What `winnow export` writes.
    private func written(
        _ fixture: ServerFixture,
        _ content: Exporter.Content,
        _ format: ExportFormat
    ) async throws -> String {
        let bytes = ByteTray()
        let run = ExportRun(
            Exporter(
                queue: fixture.queue,
                content: content,
                store: fixture.database,
                names: try await fixture.database.annotatorNames()
            ),
            upTo: try await fixture.database.lastEvent(of: fixture.queue.id),
            into: ExportWriter(
                format: format,
                definition: fixture.queue.definition,
                sink: ByteSink { bytes.add($0) }
            )
        )
        _ = try await run.finish()
        return bytes.take().map { String(buffer: $0) } ?? ""
    }

    @Test("an export is byte for byte that of the command, in all contents and formats")
    func bytes() async throws {
        let fixture = try await ServerFixture(texts: (0..<2_500).map { "text, number \"\($0)\"" })
        try await fixture.answer(["cat", "dog", "cat"], by: "anna")
        for content in Exporter.Content.allCases {
            for format in ExportFormat.allCases {
                let answer = try await get(fixture, "?content=\(content.rawValue)&format=\(format.rawValue)")
                #expect(answer.status == 200 && answer.headers[.contentType] == format.mediaType)
                #expect(try await answer.body == written(fixture, content, format))
            }
        }
        #expect(try await get(fixture, "").body == written(fixture, .annotations, .jsonLines))
    }

    @Test("an export of an event stays what it was, and its report says what is in it")
    func event() async throws {
        let fixture = try await ServerFixture()
        try await fixture.answer(["cat", "dog"], by: "anna")
        let first = try await get(fixture, "?format=csv")
        let event = try #require(first.headers[.winnowEvent])
        try await fixture.answer(["dog", "dog"], by: "anna")
        let again = try await get(fixture, "?format=csv&event=\(event)")
        #expect(again.body == first.body)
        #expect(try await get(fixture, "?format=csv").body != first.body)
        let link = try #require(first.headers[.link]?.split(separator: ">").first?.dropFirst())
        let program = try await fixture.program("reader", .machine, scopes: [.export])
        let kept = try await fixture.send(.get, String(link), as: program).decoded(ExportReport.self)
        #expect(kept.rows == 2 && kept.items == 12 && kept.event == Int64(event))
        let unfetched = try await get(fixture, "/report?content=items&format=tsv").decoded(ExportReport.self)
        #expect(unfetched.rows == 12 && unfetched.losses.isEmpty)
    }

    @Test("what a format cannot say is in the report")
    func losses() async throws {
        let fixture = try await ServerFixture(texts: [])
        let loader = try await fixture.program("loader", .machine, scopes: [.importItems])
        let body = "{\"id\": \"a\", \"text\": \"one\", \"price\": 7}\n{\"id\": \"b\", \"text\": \"two\"}\n"
        _ = try await fixture.send(.post, "/api/v1/queues/mails/items", as: loader, body: body)
        let report = try await get(fixture, "/report?content=items&format=csv").decoded(ExportReport.self)
        #expect(report.losses.count == 2 && report.losses.allSatisfy { $0.contains("`price`") })
    }

    @Test("HEAD says what would come, and which event it shows")
    func head() async throws {
        let fixture = try await ServerFixture()
        let program = try await fixture.program("reader", .machine, scopes: [.export])
        let answer = try await fixture.send(.head, Self.address + "?content=items&format=tsv", as: program)
        #expect(answer.status == 200 && answer.body.isEmpty)
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"mails-items.tsv\"")
        #expect(Int64(answer.headers[.winnowEvent] ?? "") ?? 0 > 0)
    }

    @Test("contents, formats and events that there are not are refused")
    func refusals() async throws {
        let fixture = try await ServerFixture()
        for query in ["?content=some", "?format=xml", "?event=-1", "?event=99999999", "?contents=items", "?event=x"] {
            let answer = try await get(fixture, query)
            #expect(try answer.status == 400 && answer.decoded(ProblemDocument.self).code == .badRequest, "\(query)")
        }
    }
}
