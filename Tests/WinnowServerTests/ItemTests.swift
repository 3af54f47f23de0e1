import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct ItemTests {
    private func reply(_ fixture: ServerFixture, _ annotation: Annotation) async throws -> ItemReply {
        let owner = try await fixture.browser("olga", .owner)
        let item = try #require(try await fixture.database.items([annotation.item]).first)
        return try await fixture.send(.get, "/api/v1/queues/mails/items/\(item.externalID)", as: owner)
            .decoded(ItemReply.self)
    }

    private func change(
        _ annotation: Annotation,
        to label: String,
        _ fixture: ServerFixture,
        as visitor: ServerFixture.Visitor,
        revision: Int = 1
    ) async throws -> ServerFixture.Answer {
        try await fixture.submit(
            "/queues/mails/annotations/\(annotation.id)",
            as: visitor,
            ["answer": "label", "label": label, "note": "looked again", "revision": "\(revision)"]
        )
    }

    @Test("a reviewer's change takes the place of somebody's annotation, and both stay in the history")
    func review() async throws {
        let fixture = try await ServerFixture()
        let annotation = try #require(try await fixture.answer(["cat"], by: "anna").first)
        let rita = try await fixture.browser("rita", .reviewer)
        #expect(try await change(annotation, to: "dog", fixture, as: rita).status == 303)
        let history = try await reply(fixture, annotation).history
        #expect(history.map(\.labels) == [["cat"], ["dog"]] && history.map(\.stands) == [false, true])
        #expect(history.map(\.annotator) == ["anna", "anna"] && history.map(\.editor) == [nil, "rita"])
        #expect(history[0].reason != nil && history[1].supersedes == annotation.id.rawValue)
        let item = try #require(try await fixture.database.items([annotation.item]).first)
        let body = try await fixture.send(.get, "/queues/mails/items/\(item.externalID)", as: rita).body
        #expect(body.contains("changed by <bdi>rita</bdi>") && body.contains("replaced by number"))
        let listed = try await fixture.send(.get, "/api/v1/queues/mails/items?label=dog", as: rita)
        #expect(try listed.decoded(ItemListReply.self).items.count == 1)
    }

    @Test("who may not review changes own answers only")
    func own() async throws {
        let fixture = try await ServerFixture()
        let annotation = try #require(try await fixture.answer(["cat"], by: "anna").first)
        let path = "/api/v1/queues/mails/annotations/\(annotation.id)/revise"
        let body = #"{"answer":"label","labels":["dog"],"revision":1}"#
        #expect(try await fixture.post(path, as: try await fixture.browser("ben", .annotator), body).status == 404)
        #expect(try await fixture.post(path, as: try await fixture.browser("anna", .annotator), body).status == 200)
        let reader = try await fixture.program("robot", .machine, scopes: [.browse])
        #expect(try await change(annotation, to: "cat", fixture, as: reader).status == 404)
        let last = try await reply(fixture, annotation).history.last
        #expect(last?.labels == ["dog"] && last?.editor == nil)
    }

    @Test(
        "a form that is too old is answered with what it said, and stores nothing",
        arguments: ["replaced", "redefined"]
    )
    func old(how: String) async throws {
        let fixture = try await ServerFixture()
        let annotation = try #require(try await fixture.answer(["cat"], by: "anna").first)
        let rita = try await fixture.browser("rita", .reviewer)
        if how == "replaced" { _ = try await change(annotation, to: "dog", fixture, as: rita) }
        let before = try await reply(fixture, annotation).history.count
        let answer = try await change(annotation, to: "cat", fixture, as: rita, revision: how == "replaced" ? 1 : 7)
        #expect(answer.status == 409 && answer.body.contains("your change is not stored"))
        #expect(answer.body.contains("value=\"looked again\"") && answer.body.contains("value=\"cat\" checked"))
        #expect(try await reply(fixture, annotation).history.count == before)
    }

    @Test("a change without a label, or without the page's token, is refused")
    func refused() async throws {
        let fixture = try await ServerFixture()
        let annotation = try #require(try await fixture.answer(["cat"], by: "anna").first)
        var rita = try await fixture.browser("rita", .reviewer)
        let path = "/queues/mails/annotations/\(annotation.id)"
        #expect(try await fixture.submit(path, as: rita, ["answer": "label", "revision": "1"]).status == 409)
        #expect(try await fixture.submit(path, as: rita, ["answer": "maybe", "revision": "1"]).status == 400)
        rita.formToken = "another"
        #expect(try await change(annotation, to: "dog", fixture, as: rita).status == 403)
    }

    @Test(
        "an item is found by any id that it may have",
        arguments: [
            "plain", "a/b", "..", ".", "-", "a b+c", "100%", "a?b#c&d=e", "é", "👍🏽", "\\", "%2F", "a\"b<c>", "?id=x",
            "a\u{301}", "\u{202E}x", " ",
        ]
    )
    func addresses(id: String) async throws {
        let fixture = try await ServerFixture(texts: [])
        try await fixture.add(["some text"], ids: [id])
        let owner = try await fixture.browser("olga", .owner)
        let address = ItemAddress.path("mails", id, adding: "list=state%3Dpool")
        let page = try await fixture.send(.get, address, as: owner)
        #expect(page.status == 200 && page.body.contains("some text"), "\(address)")
        #expect(page.body.contains("/queues/mails/items?state=pool"))
        let document = try await fixture.send(.get, "/api/v1\(address)", as: owner)
        #expect(try document.decoded(ItemReply.self).id.unicodeScalars.elementsEqual(id.unicodeScalars))
    }

    @Test("an item that there is not is named")
    func absent() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.browser("olga", .owner)
        let answer = try await fixture.send(.get, "/api/v1/queues/mails/items/nothing", as: owner)
        #expect(try answer.status == 404 && answer.decoded(ProblemDocument.self).code == .noSuchItem)
    }
}
