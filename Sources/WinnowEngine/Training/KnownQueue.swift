package import WinnowDomain

/// What a process knows of a queue, up to an event of its log; brought up to date by what came since, however large the
/// queue is.
package struct KnownQueue: Sendable {
    package typealias Store = CounterfactualStore & ItemStore & LabellingStore & QueueStore

    package private(set) var queue: Queue
    package private(set) var index: ItemIndex
    package private(set) var history: LabelHistory
    /// The last event that was looked at.
    private var event: EventNumber

    /// Reads all of a queue.
    package init(_ queue: Queue, from store: any Store) async throws {
        // Before the rest: what comes meanwhile is looked at twice, and not missed.
        event = try await store.changes(in: queue.id, after: 0).lastEvent
        self.queue = try await store.queue(named: queue.name)
        index = ItemIndex(try await store.itemIndex(of: queue.id, after: nil))
        history = try await LabelHistory.read(queue.id, from: store)
    }

    /// What came since.
    package struct Newer: Sendable {
        /// The annotations that were not known, oldest first.
        package fileprivate(set) var annotations: [Annotation] = []
        /// The queue with its new definition; nil when it has the old one.
        package fileprivate(set) var queue: Queue?
        /// Counterfactuals that were written or decided about.
        package fileprivate(set) var counterfactuals: [CounterfactualRecord] = []
        fileprivate var items: [ItemIndexEntry] = []
        /// Texts of known items are other ones now; then `items` are all items.
        package fileprivate(set) var hasNewTexts = false
        /// All annotations, read by the labels of the new definition.
        fileprivate var history: LabelHistory?
        fileprivate var event: EventNumber

        package var changesItems: Bool { hasNewTexts || !items.isEmpty }
    }

    /// Reads what came since; nil when nothing did.
    package func newer(in store: any Store) async throws -> Newer? {
        let changes = try await store.changes(in: queue.id, after: event)
        guard changes.lastEvent > event else { return nil }
        var newer = Newer(event: changes.lastEvent)
        if changes.hasNewDefinition {
            newer.queue = try await store.queue(named: queue.name)
            // Labels that were merged read as what they became.
            let history = try await LabelHistory.read(queue.id, from: store)
            let known = self.history.lastAnnotationEvent
            newer.annotations = Array(history.annotations.suffix(from: history.count(upTo: known)))
            newer.counterfactuals = history.counterfactuals.records
            newer.history = history
        } else if changes.hasNewAnnotations {
            let known = history.lastAnnotationEvent
            newer.annotations = try await store.annotations(in: queue.id, after: known)
                .filter { $0.event <= changes.lastEvent }
        }
        if newer.history == nil, changes.hasNewCounterfactuals {
            let known = history.counterfactuals.lastEvent
            newer.counterfactuals = try await store.counterfactuals(in: queue.id, after: known)
        }
        newer.hasNewTexts = changes.hasNewTexts
        if changes.hasNewTexts {
            newer.items = try await store.itemIndex(of: queue.id, after: nil)
        } else if changes.hasNewItems {
            newer.items = try await store.itemIndex(of: queue.id, after: index.entries.last?.id)
        }
        return newer
    }

    package mutating func add(_ newer: Newer) {
        event = newer.event
        if let queue = newer.queue { self.queue = queue }
        if let history = newer.history {
            // It was read whole, and may know more than the event that told of it.
            self.history = history
        } else {
            history.append(newer.annotations)
            history.counterfactuals.update(newer.counterfactuals, upTo: newer.event)
        }
        if newer.hasNewTexts { index = ItemIndex(newer.items) } else { index.append(newer.items) }
    }
}
