import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct ItemsTests {
    private static let list = "/api/v1/queues/mails/items"

    private func ids(
        _ fixture: ServerFixture,
        _ query: String,
        as visitor: ServerFixture.Visitor
    ) async throws -> [String] {
        let answer = try await fixture.send(.get, "\(Self.list)?\(query)", as: visitor)
        #expect(answer.status == 200, "\(answer.body)")
        return try answer.decoded(ItemListReply.self).items.map(\.id)
    }

    private func fill(_ fixture: ServerFixture) throws {
        while try !fixture.search.advance(fixture.queue, by: 5).isComplete {}
    }

    @Test("words, answers, labels and annotators filter a list, together too")
    func filters() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        try await fixture.answer(["cat", "dog", "cat"], by: "anna")
        try await fixture.answer(["flag", "skip", "unsure"], by: "ben")
        try fill(fixture)
        let cats = try await ids(fixture, "label=cat", as: owner)
        #expect(cats.count == 2)
        #expect(try await ids(fixture, "state=finished", as: owner).count == 5)
        #expect(try await ids(fixture, "annotator=anna", as: owner).count == 3)
        #expect(try await ids(fixture, "state=flagged&annotator=ben", as: owner).count == 1)
        #expect(try await ids(fixture, "state=skipped", as: owner).count == 1)
        #expect(try await ids(fixture, "state=unsure", as: owner).count == 1)
        #expect(try await ids(fixture, "state=unsure&annotator=anna", as: owner).isEmpty)
        #expect(try await ids(fixture, "state=pool", as: owner).count == 6)
        let words = try #require(cats.first).replacing("item-", with: "")
        #expect(try await ids(fixture, "label=cat&q=number+%22\(words)%22", as: owner) == [cats[0]])
        #expect(try await ids(fixture, "q=number+-1+&limit=3", as: owner) == ["item-0", "item-2", "item-3"])
        let sides = try await ids(fixture, "set=evaluation", as: owner) + ids(fixture, "set=learning", as: owner)
        #expect(sides.count == 12)
    }

    @Test("items that somebody has right now are listed as such")
    func active() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        _ = try await fixture.post("/api/v1/queues/mails/assignments", as: owner)
        let answer = try await fixture.send(.get, "\(Self.list)?state=active", as: owner)
        let items = try answer.decoded(ItemListReply.self).items
        #expect(items.count == 1 && items.first?.isBeingLabelled == true)
    }

    @Test("pages follow each other and lead back, also when items are added in between")
    func paging() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        func page(_ query: String) async throws -> ItemListReply {
            try await fixture.send(.get, "\(Self.list)?limit=5&\(query)", as: owner).decoded(ItemListReply.self)
        }
        let first = try await page("")
        #expect(first.items.map(\.id) == (0..<5).map { "item-\($0)" } && first.previous == nil)
        let second = try await page("after=\(try #require(first.next))")
        try await fixture.add((12..<16).map { "later \($0)" }, from: 12)
        let third = try await page("after=\(try #require(second.next))")
        #expect(third.items.map(\.id) == (10..<15).map { "item-\($0)" } && third.itemCount == 16)
        let last = try await page("after=\(try #require(third.next))")
        #expect(last.items.map(\.id) == ["item-15"] && last.next == nil)
        let back = try await page("before=\(try #require(last.previous))")
        #expect(back.items.map(\.id) == third.items.map(\.id) && back.next != nil)
        let start = try await page("before=\(try #require(second.previous))")
        #expect(start.items.map(\.id) == first.items.map(\.id) && start.previous == nil)
    }

    @Test("a search that is not done says so, and finds what there is")
    func progress() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        _ = try fixture.search.advance(fixture.queue, by: 4)
        let body = try await fixture.send(.get, "/queues/mails/items?q=number", as: owner).body
        #expect(body.contains("4 items found") && body.contains("4 of 12 items searched so far"))
        try fill(fixture)
        let done = try await fixture.send(.get, "/queues/mails/items?q=number", as: owner).body
        #expect(done.contains("12 items found") && !done.contains("searched so far"))
    }

    @Test(
        "parameters that make no sense are refused with what would make some",
        arguments: [
            "state=lost", "set=both", "order=random", "label=none", "annotator=nobody", "predicted=none", "limit=0",
            "limit=1001", "limit=x", "after=x", "after=-1", "before=1-zz", "before=1-7f800000", "q=%ZZ", "after=1-2-3",
            "after=99999999999999999999",
        ]
    )
    func nonsense(query: String) async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        let answer = try await fixture.send(.get, "\(Self.list)?\(query)", as: owner)
        #expect(try answer.status == 400 && answer.decoded(ProblemDocument.self).detail?.isEmpty == false)
        #expect(try await fixture.send(.get, "/queues/mails/items?\(query)", as: owner).status == 400)
    }

    @Test(
        "the largest and the smallest places are no trap",
        arguments: ["after=9223372036854775807", "before=0", "after=0-00000000"]
    )
    func places(query: String) async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        #expect(try await fixture.send(.get, "\(Self.list)?\(query)", as: owner).status == 200)
        #expect(try await fixture.send(.get, "\(Self.list)?order=uncertainty&\(query)", as: owner).status == 200)
    }

    @Test(
        "what items hold and what is searched for never becomes markup",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</mark><script>x", "{{text}} &lt;x",
        ]
    )
    func hostile(text: String) async throws {
        let fixture = try await ServerFixture(texts: [text])
        let owner = try await fixture.browser("olga", .owner)
        try fill(fixture)
        for path in ["items", "items?q=\(text.formEscaped)", "items/item-0"] {
            let answer = try await fixture.send(.get, "/queues/mails/\(path)", as: owner)
            #expect(answer.status == 200)
            #expect(
                !answer.body.contains("<script>") && !answer.body.contains("<img") && !answer.body.contains("</mark><s")
            )
            #expect(!answer.body.contains("nil") && !answer.body.contains("Optional("))
        }
    }

    @Test("what is found is marked, whatever its accents")
    func marks() async throws {
        let fixture = try await ServerFixture(texts: ["The <b>Café</b> was closed", "Nothing"])
        let owner = try await fixture.browser("olga", .owner)
        try fill(fixture)
        let body = try await fixture.send(.get, "/queues/mails/items?q=cafe+clo", as: owner).body
        #expect(body.contains("&lt;b&gt;<mark>Café</mark>&lt;/b&gt; was <mark>closed</mark>"))
    }
}
