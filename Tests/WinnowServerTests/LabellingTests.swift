import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct LabellingTests {
    private let base = "/api/v1/queues/mails"

    private func claim(
        _ fixture: ServerFixture,
        as visitor: ServerFixture.Visitor,
        _ wish: String = "{}"
    ) async throws -> ClaimReply {
        try await fixture.post("\(base)/assignments", as: visitor, wish).decoded(ClaimReply.self)
    }

    private func answer(_ label: String, key: String = "k1", revision: Int = 1) -> String {
        #"{"answer":"label","labels":["\#(label)"],"revision":\#(revision),"key":"\#(key)"}"#
    }

    @Test("an item is claimed, answered and durable; the next comes along")
    func flow() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let first = try #require(try await claim(fixture, as: anna).assignments.first)
        let body = #"{"answer":"label","labels":["cat"],"revision":1,"key":"k","next":{"count":2}}"#
        let reply = try await fixture.post("\(base)/assignments/\(first.id)/annotation", as: anna, body)
            .decoded(AnswerReply.self)
        #expect(reply.next?.assignments.count == 2)
        let stored = try await fixture.database.annotations(in: fixture.queue.id, after: 0)
        #expect(stored.map(\.id.rawValue) == [reply.annotation] && stored.first?.source == .browser)
    }

    @Test("a submit that is sent again is the same answer; another one is refused")
    func repeated() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let first = try #require(try await claim(fixture, as: anna).assignments.first)
        let path = "\(base)/assignments/\(first.id)/annotation"
        let once = try await fixture.post(path, as: anna, answer("cat")).decoded(AnswerReply.self)
        let twice = try await fixture.post(path, as: anna, answer("cat")).decoded(AnswerReply.self)
        #expect(once.annotation == twice.annotation)
        let other = try await fixture.post(path, as: anna, answer("dog", key: "k2"))
        #expect(try other.status == 409 && other.decoded(ProblemDocument.self).code == .alreadyAnswered)
        #expect(try await fixture.database.annotations(in: fixture.queue.id, after: 0).count == 1)
    }

    @Test("what one annotator holds, another can neither answer nor give back")
    func ownership() async throws {
        let fixture = try await ServerFixture()
        let (anna, ben) = (try await fixture.browser("anna", .annotator), try await fixture.browser("ben", .annotator))
        let first = try #require(try await claim(fixture, as: anna).assignments.first)
        let path = "\(base)/assignments/\(first.id)"
        #expect(try await fixture.post("\(path)/annotation", as: ben, answer("cat")).status == 404)
        #expect(try await fixture.post("\(path)/renew", as: ben).status == 404)
        _ = try await fixture.post("\(path)/release", as: ben)
        let stored = try await fixture.post("\(path)/annotation", as: anna, answer("cat")).decoded(AnswerReply.self)
        #expect(try await fixture.post("\(path)/annotation", as: ben, answer("cat")).status == 404)
        #expect(try await fixture.post("\(base)/annotations/\(stored.annotation)/retract", as: ben).status == 404)
    }

    @Test("two tabs get different items; a tab that is loaded again gets its own")
    func tabs() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let one = try await claim(fixture, as: anna, #"{"count":2,"holder":"one","resume":true}"#)
        let two = try await claim(fixture, as: anna, #"{"count":2,"holder":"two","resume":true}"#)
        #expect(Set(one.assignments.map(\.id)).isDisjoint(with: two.assignments.map(\.id)))
        let again = try await claim(fixture, as: anna, #"{"count":2,"holder":"one","resume":true}"#)
        #expect(again.assignments.map(\.id) == one.assignments.map(\.id))
    }

    @Test("an undo opens the item again, before what the tab holds, and an answer can be put in its place")
    func undo() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let held = try await claim(fixture, as: anna, #"{"count":2,"holder":"one"}"#).assignments
        let stored = try await fixture.post("\(base)/assignments/\(held[0].id)/annotation", as: anna, answer("cat"))
            .decoded(AnswerReply.self)
        let back = try await fixture.post(
            "\(base)/annotations/\(stored.annotation)/retract",
            as: anna,
            #"{"holder":"one"}"#
        ).decoded(ClaimReply.self)
        #expect(back.assignments.map(\.item.id) == [held[0].item.id])
        let again = try await claim(fixture, as: anna, #"{"count":2,"holder":"one","resume":true}"#)
        #expect(again.assignments.map(\.item.id) == held.map(\.item.id))
    }

    @Test("a revised answer takes the place of the old one and can be undone like it")
    func revise() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let first = try #require(try await claim(fixture, as: anna).assignments.first)
        let stored = try await fixture.post("\(base)/assignments/\(first.id)/annotation", as: anna, answer("cat"))
            .decoded(AnswerReply.self)
        let revised = try await fixture.post(
            "\(base)/annotations/\(stored.annotation)/revise",
            as: anna,
            answer("dog", key: "k2")
        ).decoded(AnswerReply.self)
        let decisions = try await fixture.send(.get, "\(base)/decisions", as: anna).decoded([AnnotationDocument].self)
        #expect(decisions.map(\.labels) == [["dog"]])
        let back = try await fixture.post("\(base)/annotations/\(revised.annotation)/retract", as: anna)
            .decoded(ClaimReply.self)
        #expect(back.assignments.map(\.item.id) == [first.item.id])
        #expect(try await fixture.send(.get, "\(base)/decisions", as: anna).body == "[]")
    }

    @Test(
        "bad input is a problem with words, and stores nothing",
        arguments: [
            (#"{"answer":"label","labels":["cow"],"revision":1}"#, 422),
            (#"{"answer":"label","labels":[],"revision":1}"#, 422),
            (#"{"answer":"maybe","revision":1}"#, 400), (#"{"answer":"skip"}"#, 400), ("nonsense", 400), ("[]", 400),
            (#"{"answer":"skip","revision":9}"#, 409), (#"{"answer":"skip","revision":1,"seconds":-1}"#, 400),
            (#"{"answer":"label","labels":["cat","dog"],"revision":1}"#, 422),
        ]
    )
    func badInput(body: String, status: Int) async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let first = try #require(try await claim(fixture, as: anna).assignments.first)
        let reply = try await fixture.post("\(base)/assignments/\(first.id)/annotation", as: anna, body)
        #expect(reply.status == status)
        #expect(try reply.decoded(ProblemDocument.self).detail?.isEmpty == false)
        #expect(try await fixture.database.annotations(in: fixture.queue.id, after: 0).isEmpty)
    }

    @Test("a queue that there is not, and an assignment that is no number, are named")
    func unknown() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let queue = try await fixture.post("/api/v1/queues/nothing/assignments", as: anna)
        #expect(try queue.status == 404 && queue.decoded(ProblemDocument.self).code == .noSuchQueue)
        #expect(try await fixture.post("\(base)/assignments/abc/annotation", as: anna, answer("cat")).status == 400)
    }
}
