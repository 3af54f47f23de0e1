import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine

@testable import WinnowServer

@Suite struct CounterfactualRouteTests {
    private static let texts = ["the cat sat on the mat", "the dog lay in the yard", "a cat ran up a tree"]
    private static let path = "/api/v1/queues/mails/counterfactuals"
    private static let edit =
        #"{"item": "item-0", "target": "dog", "texts": {"text": "the dog sat on the mat"}, "key": "k1"}"#

    /// The first text is labelled by anna as a cat.
    private func fixture() async throws -> (fixture: ServerFixture, anna: ServerFixture.Visitor) {
        let fixture = try await ServerFixture(texts: Self.texts)
        let anna = try await fixture.browser("anna", .annotator)
        try await fixture.label("item-0", "cat", by: "anna")
        return (fixture, anna)
    }

    @Test("a pair is written, labelled blindly by somebody else, and accepted")
    func accepted() async throws {
        let (fixture, anna) = try await fixture()
        let stored = try await fixture.post(Self.path, as: anna, Self.edit)
        #expect(stored.status == 201, "\(stored.body)")
        let pair = try stored.decoded(CounterfactualDocument.self)
        #expect(pair.state == .validated && pair.label == "cat" && pair.target == "dog" && pair.author == "anna")
        #expect(pair.revisedItem == "item-0~1" && pair.distance == 1 && pair.replacements.map(\.text) == ["dog"])
        // Sent again, it is the same one.
        let again = try await fixture.post(Self.path, as: anna, Self.edit).decoded(CounterfactualDocument.self)
        #expect(again.id == pair.id)
        let owner = try await fixture.browser("olga", .owner)
        try await fixture.label("item-0~1", "dog", by: "ben")
        let reply = try await fixture.send(.get, Self.path, as: owner).decoded(CounterfactualListReply.self)
        #expect(reply.counts == ["accepted": 1] && reply.counterfactuals.first?.blindLabels == ["dog"])
    }

    @Test("an edit is checked while it is written, and nothing is stored")
    func checked() async throws {
        let (fixture, anna) = try await fixture()
        let path = "/api/v1/queues/mails/counterfactual-checks"
        let check = try await fixture.post(path, as: anna, Self.edit).decoded(CounterfactualCheck.self)
        #expect(check.distance == 1 && check.tokenCount == 6 && check.findings.isEmpty)
        #expect(check.pieces.map(\.kind) == ["same", "gone", "new", "same"])
        #expect(check.pieces.filter { $0.kind != "new" }.map(\.text).joined() == Self.texts[0])
        let none = try await fixture.post(path, as: anna, #"{"item": "item-0"}"#).decoded(CounterfactualCheck.self)
        #expect(none.findings.map(\.severity) == ["refusal"] && none.distance == 0)
        let unlabelled = try await fixture.post(path, as: anna, #"{"item": "item-1", "texts": {"text": "x"}}"#)
        #expect(unlabelled.status == 422 && unlabelled.body.contains("has no label yet"))
        let owner = try await fixture.browser("olga", .owner)
        let reply = try await fixture.send(.get, Self.path, as: owner).decoded(CounterfactualListReply.self)
        #expect(reply.counterfactuals.isEmpty)
    }

    @Test(
        "what cannot be stored is refused with the reason",
        arguments: [
            (#"{"target": "dog"}"#, 400, "item"),
            (#"{"item": "item-0", "target": "dog", "texst": {}}"#, 400, "did you mean texts"),
            (#"{"item": "item-9", "target": "dog", "texts": {"text": "x"}}"#, 404, "item-9"),
            (#"{"item": "item-0", "target": "bird", "texts": {"text": "a bird"}}"#, 422, "there is no label"),
            (#"{"item": "item-0", "target": "cat", "texts": {"text": "a bird"}}"#, 422, "has already"),
            (#"{"item": "item-0", "target": "dog", "texts": {"text": ""}}"#, 422, "Nothing is left"),
            (#"{"item": "item-0", "target": "dog", "texts": {"text": "the dog lay in the yard"}}"#, 422, "item-1"),
            (#"{"item": "item-0", "target": "dog", "texts": {"text": "the dog sat"}, "seconds": -1}"#, 400, "seconds"),
            (#"{"item": "item-1", "target": "dog", "texts": {"text": "x"}}"#, 422, "no label yet"),
        ]
    )
    func refused(body: String, status: Int, reason: String) async throws {
        let (fixture, anna) = try await fixture()
        let answer = try await fixture.post(Self.path, as: anna, body)
        #expect(answer.status == status && answer.body.contains(reason), "\(answer.status) \(answer.body)")
    }

    @Test("a writer takes the own text back; about others' a reviewer decides, once")
    func decided() async throws {
        let (fixture, anna) = try await fixture()
        _ = try await fixture.post(Self.path, as: anna, Self.edit)
        let ben = try await fixture.browser("ben", .annotator)
        let rita = try await fixture.browser("rita", .reviewer)
        let decisions = Self.path + "/1/decisions"
        #expect(try await fixture.post(decisions, as: ben, #"{"action": "accept"}"#).status == 403)
        #expect(try await fixture.post(decisions, as: anna, #"{"action": "accept"}"#).status == 403)
        #expect(try await fixture.post(decisions, as: rita, #"{"action": "reject"}"#).status == 422)
        let own = #"{"item": "item-0", "target": "dog", "texts": {"text": "the hound sat on the mat"}}"#
        #expect(try await fixture.post(Self.path, as: anna, own).status == 201)
        let taken = try await fixture.post(
            Self.path + "/2/decisions",
            as: anna,
            #"{"action": "reject", "reason": "a slip"}"#
        )
        let document = try taken.decoded(CounterfactualDocument.self)
        #expect(document.state == .rejected && document.steps.last?.reason == "a slip")
        let accepted = try await fixture.post(decisions, as: rita, #"{"action": "accept", "seen": 1}"#)
        #expect(try accepted.decoded(CounterfactualDocument.self).state == .accepted)
        #expect(
            try await fixture.post(decisions, as: rita, #"{"action": "reject", "reason": "x", "seen": 1}"#).status
                == 409
        )
        // What a reviewer decided, the writer does not turn over.
        let turned = try await fixture.post(decisions, as: anna, #"{"action": "reject", "reason": "a slip"}"#)
        #expect(turned.status == 403)
        #expect(try await fixture.post(Self.path + "/9/decisions", as: rita, #"{"action": "accept"}"#).status == 404)
    }

    @Test("who may only label is told nothing of what they may still be asked about")
    func told() async throws {
        let (fixture, anna) = try await fixture()
        #expect(try await fixture.post(Self.path, as: anna, Self.edit).status == 201)
        let ben = try await fixture.browser("ben", .annotator)
        // Labelled by others as often as it is wanted, the original is nothing that ben will be asked about.
        let page = try await fixture.send(.get, "/queues/mails/revise?item=item-0", as: ben)
        #expect(page.status == 200 && !page.body.contains("Number 1"))
        #expect(try await fixture.send(.get, "/queues/mails/revise?item=item-0", as: anna).body.contains("Number 1"))
        // The revised text is, and its target is not for ben to know.
        for path in ["/queues/mails/revise?item=item-0~1", "/queues/mails/counterfactuals/1"] {
            #expect(try await fixture.send(.get, path, as: ben).status == 403, "\(path)")
        }
        let checks = "/api/v1/queues/mails/counterfactual-checks"
        #expect(try await fixture.post(checks, as: ben, #"{"item": "item-0~1", "texts": {"text": "x"}}"#).status == 403)
        let write = #"{"item": "item-0~1", "target": "cat", "texts": {"text": "the cow sat on the mat"}}"#
        #expect(try await fixture.post(Self.path, as: ben, write).status == 403)
        #expect(try await fixture.send(.get, "/queues/mails/counterfactuals/1", as: anna).status == 200)
        // Once it is labelled blindly, there is nothing left to give away.
        try await fixture.label("item-0~1", "dog", by: "ben")
        #expect(try await fixture.send(.get, "/queues/mails/revise?item=item-0~1", as: ben).status == 200)
    }

    @Test("edits of accepted pairs are offered where their phrases stand, once they are known")
    func chips() async throws {
        let fixture = try await ServerFixture(texts: ["the cat sat", "the cat ran", "my cat slept", "a cat 😀 purred"])
        let olga = try await fixture.browser("olga", .owner)
        for number in 0..<4 { try await fixture.label("item-\(number)", "cat", by: "ben") }
        for (number, text) in ["the dog sat", "the dog ran", "my dog slept"].enumerated() {
            let body = #"{"item": "item-\#(number)", "target": "dog", "texts": {"text": "\#(text)"}}"#
            #expect(try await fixture.post(Self.path, as: olga, body).status == 201)
            let accepted = try await fixture.post(
                Self.path + "/\(number + 1)/decisions",
                as: olga,
                #"{"action": "accept"}"#
            )
            #expect(accepted.status == 200)
        }
        let wish = #"{"item": "item-3", "target": "dog", "texts": {"text": "a cat 😀 and a cat"}}"#
        var chips: [CounterfactualCheck.Chip] = []
        for _ in 0..<200 where chips.isEmpty {
            let reply = try await fixture.post("/api/v1/queues/mails/counterfactual-checks", as: olga, wish)
            chips = try reply.decoded(CounterfactualCheck.self).chips
            if chips.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        }
        #expect(chips.map(\.start) == [2, 14] && chips.map(\.end) == [5, 17])
        #expect(chips.allSatisfy { $0.phrase == "cat" && $0.replacements == ["dog"] && $0.editCount == 3 })
        // From the other label nobody has edited anything.
        let other = #"{"item": "item-3", "kind": "invariance", "texts": {"text": "a cat 😀 and a cat"}}"#
        let reply = try await fixture.post("/api/v1/queues/mails/counterfactual-checks", as: olga, other)
        #expect(try reply.decoded(CounterfactualCheck.self).chips.isEmpty)
    }

    @Test("without JavaScript the form stores the pair, and what is refused is in it again")
    func form() async throws {
        let (fixture, anna) = try await fixture()
        let page = try await fixture.send(.get, "/queues/mails/revise?item=item-0", as: anna)
        #expect(page.status == 200 && page.body.contains("the cat sat on the mat") && page.body.contains("Make it"))
        let refused = try await fixture.submit(
            "/queues/mails/revise",
            as: anna,
            ["item": "item-0", "target": "dog", "text-text": "the cat sat on the mat", "key": "f1"]
        )
        #expect(refused.status == 422 && refused.body.contains("Nothing was changed"))
        let stored = try await fixture.submit(
            "/queues/mails/revise",
            as: anna,
            [
                "item": "item-0", "target": "dog", "text-text": "the dog sat on the mat", "key": "f1",
                "seconds": "31", "back": "/queues/mails/label?desk=abcd",
            ]
        )
        #expect(stored.status == 303 && stored.headers[.location] == "/queues/mails/label?desk=abcd")
        let owner = try await fixture.browser("olga", .owner)
        let list = try await fixture.send(.get, "/queues/mails/counterfactuals", as: owner)
        #expect(list.body.contains("<del>cat</del><ins>dog</ins>"))
        let one = try await fixture.send(.get, "/queues/mails/counterfactuals/1", as: owner)
        #expect(one.status == 200 && one.body.contains("took 31 s") && one.body.contains("Accept it without"))
        #expect(try await fixture.send(.get, "/queues/mails/counterfactuals", as: anna).status == 403)
    }

    @Test("item text on the pages of pairs never becomes markup")
    func markup() async throws {
        let fixture = try await ServerFixture(texts: ["<b>bold</b> & \"cat\""])
        let anna = try await fixture.browser("anna", .annotator)
        let owner = try await fixture.browser("olga", .owner)
        try await fixture.label("item-0", "cat", by: "anna")
        let body = #"{"item": "item-0", "target": "dog", "texts": {"text": "<i>bold</i> & \"dog\""}}"#
        #expect(try await fixture.post(Self.path, as: anna, body).status == 201)
        for path in [
            "/queues/mails/counterfactuals", "/queues/mails/counterfactuals/1", "/queues/mails/revise?item=item-0",
        ] {
            let page = try await fixture.send(.get, path, as: owner)
            #expect(page.status == 200 && !page.body.contains("<b>") && !page.body.contains("<i>"), "\(path)")
        }
    }
}
