import Foundation
import HTTPTypes
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore

@testable import WinnowServer

/// The requests that Label Studio 1.23 sends to a machine learning backend; see docs/peers/label-studio.md.
@Suite struct LabelStudioTests {
    private static let path = "/label-studio/mails"
    private static let config =
        #"<View><Text name=\"t\" value=\"$text\"/><Choices name=\"animal\" toName=\"t\"><Choice value=\"cat\"/><Choice value='dog'/></Choices></View>"#

    /// With the token as a password, as Label Studio sends it.
    private func backend(
        _ fixture: ServerFixture,
        _ scopes: Set<Permission> = [.train, .importItems]
    ) async throws
        -> ServerFixture.Visitor
    {
        let bearer = try await fixture.program("label-studio", .machine, scopes: scopes)
        let token = try #require(bearer.headers[.authorization]?.dropFirst("Bearer ".count))
        let basic = Data("anybody:\(token)".utf8).base64EncodedString()
        return ServerFixture.Visitor(headers: [.authorization: "Basic \(basic)"])
    }

    @Test("a token as a password is let in here, and nowhere else; without it there is nothing")
    func access() async throws {
        let fixture = try await ServerFixture()
        let visitor = try await backend(fixture)
        let health = try await fixture.send(.get, Self.path + "/health", as: visitor)
        #expect(health.status == 200 && health.body.contains(#""status":"UP""#))
        #expect(try await fixture.send(.get, "/api/v1/queues", as: visitor).status == 401)
        #expect(try await fixture.send(.get, Self.path + "/health").status == 401)
        let wrong = ServerFixture.Visitor(headers: [.authorization: "Basic eDp5"])
        #expect(try await fixture.send(.get, Self.path + "/health", as: wrong).status == 401)
        let narrow = try await backend(try await ServerFixture(), [.train])
        #expect(narrow.headers[.authorization] != visitor.headers[.authorization])
        #expect(try await fixture.send(.get, "/label-studio/none/health", as: visitor).status == 404)
    }

    @Test("a configuration without the queue's labels is refused with the labels, one with them is taken")
    func setup() async throws {
        let fixture = try await ServerFixture()
        let visitor = try await backend(fixture)
        let good = #"{"project": "1.2", "schema": "\#(Self.config)", "hostname": "http://x", "access_token": "secret"}"#
        let taken = try await fixture.post(Self.path + "/setup", as: visitor, good)
        #expect(taken.status == 200 && taken.body == #"{"model_version":"winnow-none"}"#)
        let refused = try await fixture.post(Self.path + "/setup", as: visitor, #"{"schema": "<View></View>"}"#)
        #expect(refused.status == 400 && refused.body.contains("cat, dog"))
    }

    @Test("tasks are answered one by one in their order, also before there is a model and where they have no text")
    func predict() async throws {
        let fixture = try await ServerFixture(
            texts: (0..<12).map { $0 % 2 == 0 ? "the cat purrs \($0)" : "the dog barks \($0)" }
        )
        let visitor = try await backend(fixture)
        let body = #"""
            {"label_config": "\#(Self.config)", "tasks": [
              {"id": 1, "data": {"text": "a cat purrs"}}, {"id": 2, "data": {"other": 1}},
              {"id": 3, "data": {"text": "a dog barks"}}], "params": {"login": null}}
            """#
        func results() async throws -> [JSON] {
            let answer = try await fixture.post(Self.path + "/predict", as: visitor, body)
            #expect(answer.status == 200, "\(answer.body)")
            guard case .array(let results)? = try JSONReader.read(answer.body)["results"] else { return [] }
            return results
        }
        #expect(try await results().map { $0["model_version"] } == ["winnow-none", "winnow-none", "winnow-none"])
        for number in 0..<12 {
            try await fixture.label("item-\(number)", number % 2 == 0 ? "cat" : "dog", by: "anna")
        }
        let program = try await fixture.program("trainer", .machine)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await fixture.loops.run() }
            let trained = try await fixture.post(
                "/api/v1/queues/mails/training-runs",
                as: program,
                #"{"force":true,"wait":600}"#
            )
            #expect(trained.status == 201, "\(trained.body)")
            let results = try await results()
            let versions = Set(results.map { $0["model_version"]?.scalarText ?? "" })
            #expect(versions.count == 1 && versions.allSatisfy { $0.hasPrefix("winnow-v") })
            #expect(results.count == 3 && results[1]["result"] == .array([]))
            let first = results[0]["result"]?.text ?? ""
            #expect(first.contains(#""from_name":"animal","to_name":"t""#) && first.contains(#"{"choices":["cat"]}"#))
            #expect(results[2]["result"]?.text.contains(#"["dog"]"#) == true)
            #expect((results[0]["score"]?.scalarText.flatMap { Double($0) } ?? 0) >= 0.5)
            await fixture.loops.stop()
            try await group.waitForAll()
        }
    }

    @Test(
        "what is labelled there is taken in, changed and skipped; an unknown task becomes an item, a deletion changes nothing"
    )
    func webhook() async throws {
        let fixture = try await ServerFixture()
        let visitor = try await backend(fixture)
        func send(
            _ action: String,
            _ result: String,
            cancelled: Bool = false,
            id: String = "item-0"
        ) async throws -> Int {
            let body = #"""
                {"action": "\#(action)", "project": {"id": 1},
                 "annotation": {"id": 64, "completed_by": 3, "was_cancelled": \#(cancelled), "result": [\#(result)]},
                 "task": {"id": 124, "data": {"id": "\#(id)", "text": "text number 0"}, "meta": {}, "predictions": [1]}}
                """#
            return try await fixture.post(Self.path + "/webhook", as: visitor, body).status
        }
        func choice(_ label: String) -> String {
            #"{"from_name": "animal", "to_name": "t", "type": "choices", "value": {"choices": ["\#(label)"]}}"#
        }
        func standing(_ id: String) async throws -> [String] {
            let history = try await fixture.database.history(of: id, in: fixture.queue.id)
            return history.standing.map { $0.judgement.words(in: fixture.queue) }
        }
        #expect(try await send("ANNOTATION_CREATED", choice("cat")) == 200)
        #expect(try await standing("item-0") == ["cat"])
        #expect(try await send("ANNOTATION_UPDATED", choice("dog")) == 200)
        #expect(try await standing("item-0") == ["dog"])
        #expect(try await send("ANNOTATION_UPDATED", choice("cow")) == 422)
        #expect(try await standing("item-0") == ["dog"])
        #expect(try await send("ANNOTATION_CREATED", choice("cat"), id: "new") == 200)
        #expect(try await standing("new") == ["cat"])
        #expect(try await send("ANNOTATIONS_DELETED", choice("cat")) == 200)
        #expect(try await send("ANNOTATION_UPDATED", "", cancelled: true) == 200)
        let skipped = try await standing("item-0")
        #expect(skipped.count == 1 && skipped != ["dog"])
        let hollow = try await fixture.post(Self.path + "/webhook", as: visitor, #"{"action": "ANNOTATION_CREATED"}"#)
        #expect(hollow.status == 400)
        #expect(try await fixture.post(Self.path + "/webhook", as: visitor, "[1]").status == 400)
    }
}
