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
