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
