package import WinnowDomain

/// The aggregate of an item's annotations: what most of its annotators say.
package struct Consensus: Hashable, Sendable {
    /// Labels of the item; one in classification, any number in multi-label. nil when the annotators are evenly split, or
    /// nobody gave a full answer.
    package let labels: [LabelID]?
    /// Labels that nobody gave and somebody excluded.
    package let excluded: [LabelID]
    /// The share of the annotators with a full answer that gave exactly these labels, 0…1.
    package let agreement: Double
    /// Annotators with a full answer.
    package let annotatorCount: Int

    /// Aggregates by majority; ties stay open, because a coin is no judgement.
    ///
    /// - Parameters:
    ///   - annotations: The standing annotations of one item.
    ///   - task: In multi-label each label has its own majority.
    package init(_ annotations: [Annotation], task: QueueDefinition.Task) {
        let full = annotations.filter { $0.judgement.answer == .label && !$0.judgement.isPartial }
        let partial = annotations.filter { $0.judgement.answer == .label && $0.judgement.isPartial }
        annotatorCount = full.count
        let labels: [LabelID]? = full.isEmpty ? nil : Consensus.majority(full, task)
        self.labels = labels
        let given = Set(full.flatMap(\.judgement.present))
        excluded = Set(partial.flatMap(\.judgement.absent)).subtracting(given).sorted()
        let agreeing = full.count { Set($0.judgement.present) == labels.map(Set.init) }
        agreement = full.isEmpty ? 0 : Double(agreeing) / Double(full.count)
    }

    private static func majority(_ full: [Annotation], _ task: QueueDefinition.Task) -> [LabelID]? {
        var votes: [LabelID: Int] = [:]
        for annotation in full { for label in annotation.judgement.present { votes[label, default: 0] += 1 } }
        switch task {
        case .multilabel:
            if votes.values.contains(where: { 2 * $0 == full.count }) { return nil }
            return votes.filter { 2 * $0.value > full.count }.keys.sorted()
        case .classification:
            guard let most = votes.values.max() else { return nil }
            let leaders = votes.filter { $0.value == most }.keys
            return leaders.count == 1 ? Array(leaders) : nil
        }
    }
}
