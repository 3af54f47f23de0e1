import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct InsightTests {
    @Test("the insight page of a queue without labels says what is missing instead of drawing something")
    func empty() async throws {
        let fixture = try await ServerFixture()
        let rita = try await fixture.browser("rita", .reviewer)
        let page = try await fixture.send(.get, "/queues/mails/insight", as: rita)
        #expect(page.status == 200)
        #expect(page.body.contains("There is no model yet") && page.body.contains("Nobody has answered"))
        #expect(!page.body.contains("<svg xmlns"))
        #expect(!page.body.contains("<script>alert") && !page.body.contains("style="))
    }

    @Test("the queue list says how a queue is doing, with the links that somebody may follow")
    func list() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.send(.get, "/", as: fixture.browser("anna", .annotator))
        #expect(anna.body.contains("No labels yet") && anna.body.contains("/queues/mails/label"))
        #expect(!anna.body.contains("/queues/mails/insight"))
        let rita = try await fixture.send(.get, "/", as: fixture.browser("rita", .reviewer))
        #expect(rita.body.contains("/queues/mails/insight"))
    }

    @Test("a file that there is not is refused with the names of those that there are")
    func files() async throws {
        let fixture = try await ServerFixture()
        let rita = try await fixture.browser("rita", .reviewer)
        let hours = try await fixture.send(.get, "/queues/mails/insight/hours.csv", as: rita)
        #expect(hours.status == 200 && hours.body.hasPrefix("hour,answers\r\n"))
        let nothing = try await fixture.send(.get, "/queues/mails/insight/passwords.csv", as: rita)
        #expect(nothing.status == 404 && nothing.body.contains("hours.csv"))
    }

    @Test(
        "a cell that a spreadsheet would run is made harmless, and quotation marks are doubled",
        arguments: [
            ("=1+1", "'=1+1"), ("@x", "'@x"), ("a,b", "\"a,b\""), ("\"\u{301}", "\"\"\"\u{301}\""), ("plain", "plain"),
        ]
    )
    func cells(text: String, wanted: String) {
        var table = FigureTable("label")
        table.add(.text(text))
        #expect(table.csv == "label\r\n\(wanted)\r\n")
    }
}
