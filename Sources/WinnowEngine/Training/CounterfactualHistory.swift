package import WinnowDomain

/// All counterfactuals of a queue, and what was decided about them by any event.
package struct CounterfactualHistory: Sendable {
    /// In the order in which they were made.
    package private(set) var records: [CounterfactualRecord] = []
    private var places: [CounterfactualID: Int] = [:]
    /// The event of the last of them, or of the last decision; 0 without any.
    package private(set) var lastEvent: EventNumber = 0

    package init() {}

    /// Takes in those that are new and those that were decided about.
    ///
    /// - Parameter last: The last event that all is known of; what came behind it is left for the next time.
    package mutating func update(_ newer: [CounterfactualRecord], upTo last: EventNumber = .max) {
        for record in newer.compactMap({ $0.known(at: last) }) {
            if let place = places[record.counterfactual.id] {
                records[place] = record
            } else {
                places[record.counterfactual.id] = records.count
                records.append(record)
            }
            lastEvent = max(lastEvent, record.counterfactual.event, record.steps.last?.event ?? 0)
        }
    }

    package subscript(id: CounterfactualID) -> CounterfactualRecord? { places[id].map { records[$0] } }

    /// As it was after an event.
    package func records(at event: EventNumber) -> [CounterfactualRecord] {
        if lastEvent <= event { return records }
        return records.compactMap { $0.known(at: event) }
    }

    /// Pairs that something was decided about behind an event which changes what is learned.
    package func decisionCount(after event: EventNumber) -> Int { decisionEvents(after: event).count }

    /// Ascending; of each pair the last one. What is no item has taught nothing, so that rejecting it changes nothing.
    func decisionEvents(after event: EventNumber) -> [EventNumber] {
        if lastEvent <= event { return [] }
        return records.compactMap { record in
            guard record.counterfactual.item != nil else { return nil }
            return record.steps.last { $0.event > event && $0.action != .validate }?.event
        }.sorted()
    }
}

extension CounterfactualRecord {
    /// As it was after an event; nil when it was made later.
    fileprivate func known(at event: EventNumber) -> CounterfactualRecord? {
        guard counterfactual.event <= event else { return nil }
        var earlier = self
        earlier.steps.removeAll { $0.event > event }
        return earlier
    }

    /// Where it is on its way: what a reviewer decided, else what was said blindly once the queue's overlap is reached. Then more
    /// than half have to have said the target; who was unsure has not.
    ///
    /// - Parameters:
    ///   - annotations: What stands of the revised item.
    ///   - overlap: How many judgements are wanted.
    package func state(annotations: [Annotation], overlap: Int) -> CounterfactualState {
        if let verdict { return verdict.action == .accept ? .accepted : .rejected }
        guard isStoodFor else { return .draft }
        let counted = annotations.filter { $0.judgement.answer != .skip }
        guard counted.count >= overlap else { return .validated }
        let agreeing = counted.count { annotation in
            annotation.judgement.answer == .label && !annotation.judgement.isPartial
                && annotation.judgement.present == [counterfactual.target]
        }
        return 2 * agreeing > counted.count ? .accepted : .disputed
    }
}
