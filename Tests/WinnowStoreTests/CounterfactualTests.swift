import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

/// Revised texts beside their originals.
@Suite struct CounterfactualTests {
    /// A queue of three texts, the first of them labelled by anna.
    struct Desk {
        let store: StoreFixture
        let anna: Annotator
        let ben: Annotator

        init(overlap: Int = 1) async throws {
            store = try await StoreFixture(try .sample(overlap: overlap), itemCount: 3)
            anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
            ben = try await store.database.addAnnotator(named: "ben", at: Moment(0))
            guard let held = try await store.claim(try await store.itemIDs(), by: anna, now: 2) else { return }
            _ = try await store.submit(held, .labels([store.queue.labels[0].id]), now: 3)
        }

        func revision(_ text: String, of parent: String = "item-0") async throws -> NewCounterfactual {
            try await store.revision(of: parent, from: "billing", to: "outage", text: text, by: anna)
        }

        func add(_ entries: NewCounterfactual...) async throws -> [CounterfactualOutcome] {
            let queue = store.queue
            return try await store.database.add(
                CounterfactualBatch(queue: queue.id, revision: queue.revision, entries: entries, at: Moment(5))
            )
        }

        func added(_ entry: NewCounterfactual) async throws -> Counterfactual {
            let record = try await add(entry).first?.record
            return try #require(record).counterfactual
        }

        func decide(
            _ id: CounterfactualID,
            _ action: CounterfactualStep.Action,
            _ reason: String? = nil,
            seen: Int? = nil
        ) async throws -> CounterfactualRecord {
            try await store.database.decide(
                CounterfactualDecision(
                    counterfactual: id,
                    queue: store.queue.id,
                    action: action,
                    annotator: ben.id,
                    reason: reason,
                    stepCount: seen,
                    at: Moment(6)
                )
            )
        }
    }

    @Test("a text that somebody stands for is an item of its original's root and side")
    func becomesItem() async throws {
        let desk = try await Desk()
        let one = try await desk.added(try await desk.revision("no text 0"))
        let number = try #require(one.item)
        let items = try await desk.store.database.items([number])
        let item = try #require(items.first)
        #expect(item.externalID == "item-0~1" && item.origin == .counterfactual && item.root == one.parent)
        #expect(item.data == .members(["text": "no text 0"]) && !item.isEvaluation)
        let index = try await desk.store.database.itemIndex(of: desk.store.queue.id, after: nil)
        #expect(index.map(\.isRevised) == [false, false, false, true])
        let second = try await desk.added(try await desk.revision("not a text 0", of: "item-0~1"))
        #expect(second.root == one.parent && second.parent == one.item)
        #expect(try await desk.store.database.summary(of: desk.store.queue).itemCount == 3)
    }

    @Test("a draft is no item before somebody stands for it")
    func draft() async throws {
        let desk = try await Desk()
        var entry = try await desk.revision("no text 0")
        (entry.author, entry.step) = (.generator(DraftOrigin(id: "negation.v1", seed: 3)), nil)
        let draft = try await desk.added(entry)
        #expect(draft.item == nil && draft.author == entry.author)
        let validated = try await desk.decide(draft.id, .validate)
        #expect(validated.counterfactual.item != nil && validated.isStoodFor)
    }

    @Test("the writer is not given their own text, and others are")
    func blind() async throws {
        let desk = try await Desk(overlap: 2)
        let added = try await desk.added(try await desk.revision("no text 0"))
        let item = try #require(added.item)
        #expect(try await desk.store.claim([item], by: desk.anna, now: 7) == nil)
        #expect(try await desk.store.claim([item], by: desk.ben, now: 7) != nil)
    }

    @Test("what is sent again is stored once")
    func again() async throws {
        let desk = try await Desk()
        let entry = try await desk.revision("no text 0")
        let first = try await desk.added(entry)
        guard case .known(let record) = try await desk.add(entry).first else {
            Issue.record("stored twice")
            return
        }
        #expect(record.counterfactual.id == first.id)
    }

    @Test("a text that is there already is refused, and the rest of the batch is stored")
    func twins() async throws {
        let desk = try await Desk()
        _ = try await desk.store.importTexts([("own-hash", "x")])
        var twin = try await desk.revision("text 1")
        twin.contentHash = Array(desk.store.entry("item-1", "text 1").contentHash)
        var same = try await desk.revision("no text 0")
        same.key = "other"
        let outcomes = try await desk.add(twin, try await desk.revision("no text 0"), same)
        let refused = outcomes.map { if case .refused(let reason) = $0 { reason } else { "" } }
        #expect(refused == ["the item \"item-1\" has this text already", "", "counterfactual 1 has this text already"])
    }

    @Test("an import of a revised text joins its root, so that no split parts them")
    func importedLater() async throws {
        let desk = try await Desk()
        var entry = try await desk.revision("no text 0")
        entry.contentHash = desk.store.entry("later", "no text 0").contentHash
        let one = try await desk.added(entry)
        _ = try await desk.store.importTexts([("later", "no text 0")])
        let later = try await desk.store.database.history(of: "later", in: desk.store.queue.id).item
        #expect(later.root == one.root)
    }

    @Test("decisions follow each other as they may, and who decides on old news is told")
    func decisions() async throws {
        let desk = try await Desk()
        let id = try await desk.added(try await desk.revision("no text 0")).id
        #expect(try await desk.decide(id, .reject, "does not flip").verdict?.reason == "does not flip")
        await #expect(throws: StoreError.counterfactualWasDecided(id)) {
            _ = try await desk.decide(id, .reject, "again")
        }
        await #expect(throws: StoreError.counterfactualWasDecided(id)) {
            _ = try await desk.decide(id, .accept, seen: 1)
        }
        #expect(try await desk.decide(id, .accept, seen: 2).verdict?.action == .accept)
        #expect(try await desk.decide(id, .reopen).verdict == nil)
        await #expect(throws: StoreError.counterfactualWasDecided(id)) { _ = try await desk.decide(id, .validate) }
        let none = CounterfactualID(99)
        await #expect(throws: StoreError.noSuchCounterfactual(none)) { _ = try await desk.decide(none, .accept) }
    }

    @Test("a draft that is written anew is done with, and says by what")
    func anew() async throws {
        let desk = try await Desk()
        var entry = try await desk.revision("no text 0")
        (entry.author, entry.step) = (.generator(DraftOrigin(id: "negation.v1")), nil)
        let draft = try await desk.added(entry)
        var own = try await desk.revision("never text 0")
        own.draft = draft.id
        let written = try await desk.added(own)
        let record = try await desk.store.database.counterfactual(draft.id, in: desk.store.queue.id)
        #expect(written.draft == draft.id)
        #expect(record.verdict?.reason == "written anew as counterfactual \(written.id)")
    }

    @Test(
        "only a generator's draft of the same item can be written anew, and one that was decided about stays as it is"
    )
    func foreignDraft() async throws {
        let desk = try await Desk()
        let other = try await desk.added(try await desk.revision("no text 1", of: "item-1"))
        let own = try await desk.added(try await desk.revision("no text 0"))
        for draft in [other.id, own.id, CounterfactualID(99)] {
            var entry = try await desk.revision("never text 0")
            (entry.draft, entry.key) = (draft, "k\(draft)")
            guard case .refused(let reason) = try await desk.add(entry).first else {
                Issue.record("\(draft) was taken for a draft")
                continue
            }
            #expect(reason == "counterfactual \(draft) is no generator's draft of this item")
        }
        for id in [other.id, own.id] {
            #expect(try await desk.store.database.counterfactual(id, in: desk.store.queue.id).verdict == nil)
        }
        var made = try await desk.revision("hardly text 0")
        (made.author, made.step) = (.generator(DraftOrigin(id: "negation.v1")), nil)
        let draft = try await desk.added(made).id
        _ = try await desk.decide(draft, .accept)
        var anew = try await desk.revision("never text 0")
        anew.draft = draft
        _ = try await desk.added(anew)
        let kept = try await desk.store.database.counterfactual(draft, in: desk.store.queue.id)
        #expect(kept.verdict?.action == .accept)
    }

    @Test("another text under a key that was used is refused, and not taken for the first")
    func usedKey() async throws {
        let desk = try await Desk()
        let first = try await desk.revision("no text 0")
        _ = try await desk.added(first)
        var second = try await desk.revision("never text 0")
        second.key = first.key
        guard case .refused(let reason) = try await desk.add(second).first else {
            Issue.record("answered as if it were the first")
            return
        }
        #expect(reason.contains("under the same key"))
    }

    @Test("a draft whose text came in by an import meanwhile becomes no item of another root")
    func lateTwin() async throws {
        let desk = try await Desk()
        var entry = try await desk.revision("no text 0")
        (entry.author, entry.step) = (.generator(DraftOrigin(id: "negation.v1")), nil)
        entry.contentHash = desk.store.entry("later", "no text 0").contentHash
        let draft = try await desk.added(entry).id
        _ = try await desk.store.importTexts([("later", "no text 0")])
        let error = await #expect(throws: StoreError.self) { _ = try await desk.decide(draft, .validate) }
        #expect("\(try #require(error))".contains("\"later\" has this text by now"))
        #expect(try await desk.decide(draft, .reject, "is there").counterfactual.item == nil)
    }

    @Test("that a text cannot be flipped is no text to stand for")
    func impossible() async throws {
        let desk = try await Desk()
        var entry = try await desk.revision("text 0")
        entry.edit.replacements = []
        (entry.step, entry.decider, entry.reason) = (.reject, desk.anna.id, "cannot be flipped minimally")
        let id = try await desk.added(entry).id
        for action in [CounterfactualStep.Action.validate, .accept, .reopen] {
            await #expect(throws: StoreError.counterfactualWasDecided(id)) { _ = try await desk.decide(id, action) }
        }
    }

    @Test("an import that would replace a text with counterfactuals refuses that record and takes the others")
    func replaced() async throws {
        let desk = try await Desk()
        _ = try await desk.added(try await desk.revision("no text 1", of: "item-1"))
        let outcome = try await desk.store.importTexts(
            [("item-1", "another text"), ("item-2", "a new text"), ("item-1~1", "x")],
            policy: .replace
        )
        #expect(outcome.refused.map(\.position) == [0, 2] && outcome.replacedCount == 1)
    }

    @Test("what changed since an event is read, and what was known at one")
    func log() async throws {
        let desk = try await Desk()
        let (database, queue) = (desk.store.database, desk.store.queue)
        let id = try await desk.added(try await desk.revision("no text 0")).id
        _ = try await desk.added(try await desk.revision("not text 0"))
        let event = try await database.lastEvent(of: queue.id)
        _ = try await desk.decide(id, .accept)
        #expect(try await database.counterfactuals(in: queue.id, after: event).map(\.counterfactual.id) == [id])
        #expect(try await database.changes(in: queue.id, after: event).hasNewCounterfactuals)
        let then = try await database.counterfactuals(in: queue.id, upTo: event, readWith: queue.labels.map(\.id))
        #expect(then.count == 2 && then.allSatisfy { $0.verdict == nil })
    }

    @Test("a label that only a counterfactual names is not taken out")
    func labelInUse() async throws {
        let desk = try await Desk()
        _ = try await desk.added(try await desk.revision("no text 0"))
        var definition = desk.store.queue.definition
        definition.labels.removeAll { $0.name == "outage" }
        await #expect(throws: StoreError.self) {
            _ = try await desk.store.database.updateQueue(desk.store.queue, to: definition, at: Moment(9))
        }
    }
}
