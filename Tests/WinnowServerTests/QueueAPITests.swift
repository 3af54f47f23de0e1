import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain

@Suite struct QueueAPITests {
    private static let file = "version: 1\ntitle: Small\nitem: {text: \"{{text}}\"}\nlabels: [good, bad]\n"

    private func body(_ members: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
    }

    @Test("everybody who is signed in sees the queues, and how labels are used only with the right to browse")
    func reading() async throws {
        let fixture = try await ServerFixture()
        for (role, seesUses) in [(Role.annotator, false), (.reviewer, true)] {
            let visitor = try await fixture.browser("\(role)", role)
            let list = try await fixture.send(.get, "/api/v1/queues", as: visitor).decoded([QueueDocument].self)
            #expect(list.map(\.name) == ["mails"])
            #expect(list.first?.items == 12 && list.first?.definition == nil)
            let one = try await fixture.send(.get, "/api/v1/queues/mails", as: visitor).decoded(QueueDocument.self)
            #expect((one.uses != nil) == seesUses)
            #expect(one.definition?.contains("version: 1") == true)
        }
        #expect(try await fixture.send(.get, "/api/v1/queues").status == 401)
        let visitor = try await fixture.browser("annotator", .annotator)
        #expect(try await fixture.send(.get, "/api/v1/queues/nope", as: visitor).status == 404)
    }

    @Test("a queue is made once; the same wish again changes nothing, another definition is refused")
    func creating() async throws {
        let fixture = try await ServerFixture()
        let manager = try await fixture.program("mia", .manager)
        let wish = try body(["name": "small", "definition": Self.file])
        let made = try await fixture.post("/api/v1/queues", as: manager, wish)
        #expect(made.status == 201)
        #expect(try made.decoded(NewQueueReply.self).isNew)
        let again = try await fixture.post("/api/v1/queues", as: manager, wish)
        #expect(again.status == 200)
        #expect(try !again.decoded(NewQueueReply.self).isNew)
        let other = try body(["name": "small", "definition": Self.file + "seed: 8\n"])
        #expect(try await fixture.post("/api/v1/queues", as: manager, other).status == 409)
        let annotator = try await fixture.program("ana", .annotator)
        #expect(try await fixture.post("/api/v1/queues", as: annotator, wish).status == 403)
    }

    @Test("a definition that no queue file could have is refused with everything that is wrong with it")
    func badDefinitions() async throws {
        let fixture = try await ServerFixture()
        let manager = try await fixture.program("mia", .manager)
        for (name, definition, status) in [
            ("small", "version: 1\nlabels: [a, a]\nnonsense: 1\n", 422), ("small", "", 422),
            ("small", String(repeating: "[", count: 5_000), 422), ("Not a name", Self.file, 400),
            ("../x", Self.file, 400),
        ] {
            let wish = try body(["name": name, "definition": definition])
            let answer = try await fixture.post("/api/v1/queues", as: manager, wish)
            #expect(answer.status == status, "\(answer.body)")
        }
        let both = try await fixture.post(
            "/api/v1/queues",
            as: manager,
            try body(["name": "small", "definition": "version: 1\nlabels: [a, a]\nnonsense: 1\n"])
        )
        let problem = try both.decoded(ProblemDocument.self)
        #expect(problem.code == .badQueueFile)
        #expect(problem.detail?.contains("nonsense") == true && problem.detail?.contains("line 2") == true)
    }

    @Test("an update is refused where the command refuses it, and a dry run changes nothing")
    func updating() async throws {
        let fixture = try await ServerFixture()
        let manager = try await fixture.program("mia", .manager)
        try await fixture.answer(["cat"], by: "ana")
        func update(
            _ change: (inout QueueDefinition) -> Void,
            revision: Int = 1,
            dryRun: Bool = false
        ) async throws
            -> ServerFixture.Answer
        {
            let one = try await fixture.send(.get, "/api/v1/queues/mails", as: manager).decoded(QueueDocument.self)
            var text = one.definition ?? ""
            var definition = fixture.queue.definition
            change(&definition)
            if definition.title != fixture.queue.definition.title {
                text = text.replacing("title: \(fixture.queue.definition.title)", with: "title: \(definition.title)")
            }
            if definition.labels.count < fixture.queue.definition.labels.count {
                text = text.replacing("  - {name: cat}\n", with: "")
            }
            return try await fixture.send(
                .patch,
                "/api/v1/queues/mails",
                as: manager,
                headers: [.contentType: "application/json"],
                body: try body(["definition": text, "revision": revision, "dryRun": dryRun])
            )
        }
        let withoutCat = try await update({ $0.labels.removeFirst() })
        #expect(withoutCat.status == 409)
        #expect(try withoutCat.decoded(ProblemDocument.self).code == .labelsInUse)
        #expect(
            try await update({ $0.title = "New" }, revision: 7).decoded(ProblemDocument.self).code == .queueWasChanged
        )
        #expect(try await update({ $0.title = "New" }, dryRun: true).decoded(QueueDocument.self).revision == 1)
        let changed = try await update({ $0.title = "New" }).decoded(QueueDocument.self)
        #expect(changed.revision == 2 && changed.title == "New")
    }
}
