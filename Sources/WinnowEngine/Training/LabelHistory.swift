package import WinnowDomain

/// All annotations of a queue in the order of time, and what stood at any event.
package struct LabelHistory: Sendable {
    package private(set) var annotations: [Annotation] = []

    package init() {}

    /// The event of the last annotation; 0 without any.
    package var lastEvent: EventNumber { annotations.last?.event ?? 0 }

    /// Appends annotations that came later.
    package mutating func append(_ newer: [Annotation]) {
        let known = lastEvent
        annotations.append(contentsOf: newer.filter { $0.event > known })
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

    /// Items that somebody gave labels to, or said to be without some: what a model can learn from.
    package var labelledItemCount: Int {
        standing(at: lastEvent).values.count { $0.contains { $0.judgement.answer == .label } }
    }

    /// Annotations that give labels or take them back; skips and flags teach nothing.
    package static func labelCount(_ annotations: some Sequence<Annotation>) -> Int {
        annotations.count { $0.judgement.answer == .label }
    }

    /// What stood after an event: for each item its annotations that were neither superseded nor retracted.
    package func standing(at event: EventNumber) -> [ItemID: [Annotation]] {
        let past = annotations.prefix(count(upTo: event))
        let superseded = Set(past.compactMap(\.supersedes))
        var standing: [ItemID: [Annotation]] = [:]
        for annotation in past where annotation.action == .submit && !superseded.contains(annotation.id) {
            standing[annotation.item, default: []].append(annotation)
        }
        return standing
    }
}
