import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

/// What comes from outside and does not fit together.
@Suite struct BorderTests {
    private func other(_ fixture: ServerFixture) async throws -> Queue {
        try await fixture.database.createQueue(
            named: "themes",
            definition: .sample(["price", "speed"], task: .multilabel),
            at: Moment(1)
        )
    }

    @Test("an assignment or an answer of one queue is not there in another, and nothing of it changes")
    func foreignQueue() async throws {
        let fixture = try await ServerFixture()
        _ = try await other(fixture)
        let anna = try await fixture.browser("anna", .annotator)
        let claimed = try await fixture.post("/api/v1/queues/mails/assignments", as: anna, #"{"count":2}"#)
            .decoded(ClaimReply.self).assignments
        let (first, second) = (try #require(claimed.first).id, try #require(claimed.last).id)
        let answer = #"{"answer":"label","labels":["cat"],"revision":1}"#
        let given = try await fixture.post("/api/v1/queues/mails/assignments/\(first)/annotation", as: anna, answer)
            .decoded(AnswerReply.self)
        let before = try await fixture.database.lastEvent()
        for (path, body) in [
            ("assignments/\(second)/annotation", #"{"answer":"label","revision":1}"#),
            ("assignments/\(second)/annotation", #"{"answer":"skip","revision":1}"#),
            ("assignments/\(first)/annotation", #"{"answer":"skip","revision":1}"#),
            ("assignments/\(second)/renew", "{}"), ("annotations/\(given.annotation)/retract", "{}"),
            ("annotations/\(given.annotation)/revise", #"{"answer":"skip","revision":1}"#),
        ] {
            let refused = try await fixture.post("/api/v1/queues/themes/\(path)", as: anna, body)
            #expect(refused.status == 404, "\(path)")
        }
        // Who gives back what they do not have has nothing afterwards, as they wished.
        _ = try await fixture.post("/api/v1/queues/themes/assignments/\(second)/release", as: anna)
        #expect(try await fixture.database.lastEvent() == before)
        #expect(try await fixture.database.activeAssignments(in: fixture.queue.id, now: fixture.clock.now()).count == 1)
        #expect(try await fixture.database.check { _ in } == [])
    }

    @Test("a text with U+0000 is refused wherever it names something or would be cut")
    func null() async throws {
        let fixture = try await ServerFixture()
        let olga = try await fixture.program("olga", .owner)
        for path in ["queues/mails%00x/status", "people/olga%00x", "queues/mails/items/item-1%00x"] {
            #expect(try await fixture.send(.get, "/api/v1/\(path)", as: olga).status == 422, "\(path)")
        }
        #expect(try await fixture.send(.get, "/api/v1/queues/mails/items?q=a%00b", as: olga).status == 422)
        let claimed = try await fixture.post("/api/v1/queues/mails/assignments", as: olga).decoded(ClaimReply.self)
        let id = try #require(claimed.assignments.first).id
        let note = #"{"answer":"flag","revision":1,"note":"before\u0000after"}"#
        #expect(
            try await fixture.post("/api/v1/queues/mails/assignments/\(id)/annotation", as: olga, note).status == 422
        )
        #expect(try await fixture.database.annotations(in: fixture.queue.id, after: 0).isEmpty)
    }

    @Test("a field with a mistake in its name is refused also inside another, with the right name")
    func nested() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let claimed = try await fixture.post("/api/v1/queues/mails/assignments", as: anna).decoded(ClaimReply.self)
        let id = try #require(claimed.assignments.first).id
        let body = #"{"answer":"label","labels":["cat"],"revision":1,"next":{"cuont":5}}"#
        let refused = try await fixture.post("/api/v1/queues/mails/assignments/\(id)/annotation", as: anna, body)
        #expect(refused.status == 400 && refused.body.contains("did you mean count?"))
    }

    @Test("a number that does not fit is told from a body that is no JSON")
    func numbers() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        for body in [#"{"count":1.5}"#, #"{"count":99999999999999999999}"#] {
            let refused = try await fixture.post("/api/v1/queues/mails/assignments", as: anna, body)
            #expect(refused.status == 400 && refused.body.contains("number"), "\(refused.body)")
        }
        let broken = try await fixture.post("/api/v1/queues/mails/assignments", as: anna, #"{"count":1,}"#)
        #expect(broken.status == 400 && broken.body.contains("not JSON"))
    }

    @Test(
        "a method that an address does not know is refused with those that it knows",
        arguments: ["OPTIONS", "TRACE", "QUERY"]
    )
    func methods(_ name: String) async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let method = try #require(HTTPRequest.Method(name))
        let refused = try await fixture.send(method, "/api/v1/queues", as: anna)
        #expect(refused.status == 405 && refused.headers[.allow] == "GET, POST")
    }

    @Test("a parameter that cannot be is a mistake of the request, not of a command line")
    func parameters() async throws {
        let fixture = try await ServerFixture()
        let olga = try await fixture.program("olga", .owner)
        let refused = try await fixture.send(.post, "/api/v1/queues/mails/items?format=AAA", as: olga)
        #expect(refused.status == 400 && refused.body.contains(#""bad-request""#))
    }
}
