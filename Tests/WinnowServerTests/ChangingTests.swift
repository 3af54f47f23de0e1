import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

/// Opening answers again, asking for words, and going on after a new sign-in.
@Suite struct ChangingTests {
    private static let api = "/api/v1/queues/mails"

    private func answered(_ fixture: ServerFixture, by anna: ServerFixture.Visitor) async throws -> AnswerReply {
        let claim = try await fixture.post("\(Self.api)/assignments", as: anna).decoded(ClaimReply.self)
        let assignment = try #require(claim.assignments.first)
        return try await fixture.post(
            "\(Self.api)/assignments/\(assignment.id)/annotation",
            as: anna,
            "{\"answer\": \"label\", \"labels\": [\"cat\"], \"revision\": \(assignment.revision)}"
        ).decoded(AnswerReply.self)
    }

    @Test("an answer is opened by its annotator only")
    func decision() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let ben = try await fixture.browser("ben", .annotator)
        let stored = try await answered(fixture, by: anna)
        let path = "\(Self.api)/decisions/\(stored.annotation)"
        #expect(try await fixture.send(.get, path, as: anna).decoded(AnnotationDocument.self).labels == ["cat"])
        #expect(try await fixture.send(.get, path, as: ben).status == 404)
        #expect(try await fixture.send(.get, "\(Self.api)/decisions/x", as: anna).status == 400)
    }

    @Test("the form of an open answer puts another in its place")
    func form() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let stored = try await answered(fixture, by: anna)
        let page = "/queues/mails/label"
        let open = try await fixture.send(.get, "\(page)?desk=tests&change=\(stored.annotation)", as: anna)
        #expect(open.body.contains("name=\"annotation\" value=\"\(stored.annotation)\""))
        #expect(open.body.contains("value=\"cat\" data-key=\"1\" aria-current=\"true\""))
        let changed = try await fixture.submit(
            page,
            as: anna,
            ["desk": "tests", "annotation": "\(stored.annotation)", "revision": "1", "label": "dog"]
        )
        #expect(changed.status == 303)
        let last = try #require(try await fixture.database.annotations(in: fixture.queue.id, after: 0).last)
        #expect(last.supersedes?.rawValue == stored.annotation)
        #expect(fixture.queue.label(try #require(last.judgement.present.first))?.name == "dog")
        // The first answer is gone now: the page says so and shows the next item.
        let late = try await fixture.send(.get, "\(page)?desk=tests&change=\(stored.annotation)", as: anna)
        #expect(late.status == 200 && !late.body.contains("name=\"annotation\""))
    }

    @Test("without a model there are no words, and others' items have none")
    func words() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let ben = try await fixture.browser("ben", .annotator)
        let claim = try await fixture.post("\(Self.api)/assignments", as: anna).decoded(ClaimReply.self)
        let path = "\(Self.api)/assignments/\(try #require(claim.assignments.first).id)/words"
        #expect(try await fixture.send(.get, path, as: anna).status == 422)
        #expect(try await fixture.send(.get, path, as: ben).status == 404)
    }

    @Test("a page gets the token of the session that its browser has now")
    func session() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let session = try await fixture.send(.get, "/api/v1/session", as: anna).decoded(SessionDocument.self)
        #expect(session.name == "anna" && session.formToken == anna.formToken)
        #expect(try await fixture.send(.get, "/api/v1/session").status == 401)
    }
}
