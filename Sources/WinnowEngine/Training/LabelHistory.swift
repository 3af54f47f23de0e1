package import WinnowDomain

/// All annotations of a queue in the order of time, with its counterfactuals, and what stood at any event.
package struct LabelHistory: Sendable {
    package private(set) var annotations: [Annotation] = []
    package var counterfactuals = CounterfactualHistory()

    package init() {}

    /// The event of the last annotation, counterfactual or decision; 0 without any.
    package var lastEvent: EventNumber { max(lastAnnotationEvent, counterfactuals.lastEvent) }

    /// The event of the last annotation; 0 without any.
    package var lastAnnotationEvent: EventNumber { annotations.last?.event ?? 0 }

    /// Reads all that is known of a queue.
    package static func read(
        _ queue: QueueID,
        from store: some CounterfactualStore & LabellingStore
    ) async throws -> LabelHistory {
        // Before the rest: up to it nothing is missing, whatever is written between the two.
        let last = try await store.lastEvent(of: queue)
        var history = LabelHistory()
        history.append(try await store.annotations(in: queue, after: 0), upTo: last)
        history.counterfactuals.update(try await store.counterfactuals(in: queue, after: 0), upTo: last)
        return history
    }

    /// Appends annotations that came later.
    ///
    /// - Parameter last: The last event that all is known of; what came behind it is left for the next time.
    package mutating func append(_ newer: [Annotation], upTo last: EventNumber = .max) {
        let known = lastAnnotationEvent
        annotations.append(contentsOf: newer.filter { $0.event > known && $0.event <= last })
    }

    /// Annotations up to an event.
    package func count(upTo event: EventNumber) -> Int {
        var (low, high) = (0, annotations.count)
        while low < high {
            let middle = (low + high) / 2
            if annotations[middle].event <= event { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The events of annotations and of decisions about pairs, ascending, up to an event.
    func teachingEvents(upTo event: EventNumber) -> [EventNumber] {
        let given = annotations.prefix(count(upTo: event)).map(\.event)
        let decided = counterfactuals.decisionEvents(after: 0).filter { $0 <= event }
        return decided.isEmpty ? given : (given + decided).sorted()
    }

    /// Items that somebody gave labels to, or said to be without some: what a model can learn from.
    package var labelledItemCount: Int {
        standing(at: lastEvent).annotations.values.count { $0.contains { $0.judgement.answer == .label } }
    }

    /// Labels that were given and decisions that were made behind an event: what a next model can learn.
    package func newCount(after event: EventNumber) -> Int {
        LabelHistory.labelCount(annotations.suffix(from: count(upTo: event)))
            + counterfactuals.decisionCount(after: event)
    }

    /// Annotations that give labels or take them back; skips and flags teach nothing.
    package static func labelCount(_ annotations: some Sequence<Annotation>) -> Int {
        annotations.count { $0.judgement.answer == .label }
    }

    /// What stood after an event.
    package func standing(at event: EventNumber) -> KnownLabels {
        let past = annotations.prefix(count(upTo: event))
        let superseded = Set(past.compactMap(\.supersedes))
        var standing: [ItemID: [Annotation]] = [:]
        for annotation in past where annotation.action == .submit && !superseded.contains(annotation.id) {
            standing[annotation.item, default: []].append(annotation)
        }
        return KnownLabels(annotations: standing, counterfactuals: counterfactuals.records(at: event))
    }
}
