import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct QueueTests {
    /// Labels one item with each of the labels.
    static func labelled() async throws -> StoreFixture {
        let store = try await StoreFixture(itemCount: 3)
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        for (item, label) in zip(try await store.itemIDs(), store.queue.labels) {
            guard let assignment = try await store.claim([item], by: anna, now: 1) else { continue }
            _ = try await store.submit(assignment, .labels([label.id]), now: 2)
        }
        return store
    }

    static func names(_ store: StoreFixture) async throws -> [String?] {
        let queue = try await store.database.queue(named: "tickets")
        return try await store.database.annotations(in: queue.id, after: 0).map { annotation in
            annotation.judgement.present.first.flatMap { queue.label($0)?.name }
        }
    }

    @Test("a queue is stored with its definition and found by name")
    func roundTrip() async throws {
        let store = try await StoreFixture()
        #expect(try await store.database.queue(named: "tickets") == store.queue)
        #expect(store.queue.definition == (try QueueDefinition.sample()))
        await #expect(throws: StoreError.queueExists(name: "tickets")) {
            _ = try await store.database.createQueue(named: "tickets", definition: .sample(), at: Moment(0))
        }
        await #expect(throws: StoreError.noSuchQueue(name: "ticket", known: ["tickets"])) {
            _ = try await store.database.queue(named: "ticket")
        }
    }

    @Test("labels can be added, reordered and renamed, and annotations stay with them")
    func rename() async throws {
        let store = try await Self.labelled()
        var definition = store.queue.definition
        definition.labels = [
            LabelDefinition(name: "account"), LabelDefinition(name: "money", was: "billing"),
            LabelDefinition(name: "new"),
            LabelDefinition(name: "outage"),
        ]
        let updated = try await store.database.updateQueue(store.queue, to: definition, at: Moment(9))
        #expect(updated.labels.map(\.name) == ["account", "money", "new", "outage"])
        #expect(updated.revision == 2)
        #expect(try await Self.names(store) == ["money", "outage", "account"])
        // The same file again changes nothing more: `was` now names nothing.
        let again = try await store.database.updateQueue(updated, to: definition, at: Moment(10))
        #expect(again.labels == updated.labels)
    }

    @Test("of two updates that were made from the same revision the second is refused, and the first stands")
    func concurrentUpdates() async throws {
        let store = try await StoreFixture()
        var (first, second) = (store.queue.definition, store.queue.definition)
        first.title = "first"
        second.labels.append(LabelDefinition(name: "more"))
        let updated = try await store.database.updateQueue(store.queue, to: first, at: Moment(9))
        await #expect(throws: StoreError.queueWasChanged(name: "tickets")) {
            _ = try await store.database.updateQueue(store.queue, to: second, at: Moment(10))
        }
        #expect(try await store.database.queue(named: "tickets") == updated)
    }

    @Test("two labels can swap their names")
    func swap() async throws {
        let store = try await Self.labelled()
        var definition = store.queue.definition
        definition.labels = [
            LabelDefinition(name: "b2", was: "billing"), LabelDefinition(name: "o2", was: "outage"),
            LabelDefinition(name: "account"),
        ]
        let middle = try await store.database.updateQueue(store.queue, to: definition, at: Moment(9))
        definition.labels = [
            LabelDefinition(name: "outage", was: "b2"), LabelDefinition(name: "billing", was: "o2"),
            LabelDefinition(name: "account"),
        ]
        _ = try await store.database.updateQueue(middle, to: definition, at: Moment(9))
        #expect(try await Self.names(store) == ["outage", "billing", "account"])
    }

    @Test("labels move as the plan says, whatever former names a definition has")
    func randomPlans() async throws {
        var random = SplitMix(state: 11)
        let names = ["a", "b", "c", "d"]
        for _ in 0..<60 {
            var definition = try QueueDefinition.sample()
            definition.labels = ["billing", "outage", "account"].map { LabelDefinition(name: $0) }
            let store = try await Self.labelled()
            var queue = store.queue
            var expected = ["billing", "outage", "account"]
            for step in 0..<3 {
                let old = queue.definition.labels.map(\.name)
                let pool = (step == 0 ? old : []) + names
                definition.labels = pool.shuffled(using: &random).prefix(Int.random(in: 3...5, using: &random)).map {
                    let was = Bool.random(using: &random) ? old.randomElement(using: &random) : nil
                    return LabelDefinition(name: $0, was: was == $0 ? nil : was)
                }
                let heirs = LabelPlan(from: queue.definition.labels, to: definition.labels).heirs
                let moved = expected.compactMap { heirs[$0] }
                guard moved.count == expected.count else { continue }
                queue = try await store.database.updateQueue(queue, to: definition, at: Moment(9))
                expected = moved
                #expect(queue.labels.map(\.name) == definition.labels.map(\.name))
                #expect(try await Self.names(store) == expected)
                queue = try await store.database.updateQueue(queue, to: definition, at: Moment(9))
                #expect(try await Self.names(store) == expected)
            }
        }
    }

    @Test("a used label is not taken out; mapped to another label it is merged into that one")
    func remove() async throws {
        let store = try await Self.labelled()
        var definition = store.queue.definition
        definition.labels = [LabelDefinition(name: "billing"), LabelDefinition(name: "account")]
        await #expect(throws: StoreError.labelsInUse([.init(name: "outage", annotationCount: 1)])) {
            _ = try await store.database.updateQueue(store.queue, to: definition, at: Moment(9))
        }
        #expect(try await store.database.queue(named: "tickets") == store.queue)
        definition.labels = [LabelDefinition(name: "billing"), LabelDefinition(name: "account", was: "outage")]
        _ = try await store.database.updateQueue(store.queue, to: definition, at: Moment(9))
        #expect(try await Self.names(store) == ["billing", "account", "account"])
    }

    @Test("what an item is, and what is asked of it, cannot change once there are items; asking first says so too")
    func needsNewQueue() async throws {
        let empty = try await StoreFixture()
        var definition = empty.queue.definition
        definition.task = .multilabel
        try await empty.database.checkUpdate(of: empty.queue, to: definition)
        let store = try await Self.labelled()
        let refusal = StoreError.needsNewQueue(name: "tickets")
        await #expect(throws: refusal) { try await store.database.checkUpdate(of: store.queue, to: definition) }
        await #expect(throws: refusal) {
            _ = try await store.database.updateQueue(store.queue, to: definition, at: Moment(9))
        }
        #expect(try await store.database.queue(named: "tickets") == store.queue)
    }

    @Test("an unused label is taken out")
    func removeUnused() async throws {
        let store = try await StoreFixture()
        var definition = store.queue.definition
        definition.labels.removeLast()
        let updated = try await store.database.updateQueue(store.queue, to: definition, at: Moment(9))
        #expect(updated.labels.map(\.name) == ["billing", "outage"])
    }

    @Test("a summary counts items, finished items, annotations and annotators")
    func summary() async throws {
        let store = try await Self.labelled()
        let summary = try await store.database.summary(of: store.queue)
        #expect(summary.itemCount == 3 && summary.finishedCount == 3)
        #expect(summary.annotationCount == 3 && summary.annotatorCount == 1 && summary.modelCount == 0)
        #expect(summary.lastEvent > 0)
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
