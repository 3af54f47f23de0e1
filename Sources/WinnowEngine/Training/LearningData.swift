package import WinnowDomain
package import WinnowLearning

/// What a queue's annotators had said by an event, by row of its features.
package struct LearningData: Sendable {
    /// One item with a known label.
    package struct Example: Sendable, Hashable {
        /// The row of the features.
        package let row: Int
        package let item: ItemID
        package let root: ItemID
        package let target: Target
        /// How long the first of its annotations took, where that was measured.
        package let seconds: Double?
        /// What it counts in training, before the weight of pairs; below 1 for drafts.
        package var weight = 1.0
        /// Whether it is a member of a flip that was accepted, and counts as such.
        package var isPaired = false
        /// What its text was edited from; nil for an original.
        package var revision: Revision?
    }

    /// How a revised text belongs to another.
    package struct Revision: Sendable, Hashable {
        package let counterfactual: CounterfactualID
        package let kind: Counterfactual.Kind
        /// False: a draft that nobody has looked at.
        package let isAccepted: Bool
        /// The row of the text that was edited.
        package let parentRow: Int
    }

    /// Items to learn from, in item order: originals, and revised texts that were accepted.
    package let training: [Example]
    /// Items to measure on, in item order: those that were drawn for it, as far as their annotations say of every label whether
    /// they have it.
    ///
    /// In multi-label a label that was added later, or that a partial answer left out, is not absent but unknown, and a
    /// model that predicts it may be right.
    package let evaluation: [Example]
    /// Accepted revised texts of items to measure on, in item order: with these they are a contrast set.
    package let contrast: [Example]
    /// Items that somebody has answered, be it by a skip.
    package let answered: Set<ItemID>

    init(training: [Example], evaluation: [Example], contrast: [Example], answered: Set<ItemID>) {
        (self.training, self.evaluation) = (training, evaluation)
        (self.contrast, self.answered) = (contrast, answered)
    }

    /// - Parameters:
    ///   - labels: What was known at the event.
    ///   - queue: Its labels in order are the outputs of the model.
    ///   - index: All items in item order, with their rows as positions.
    package init(_ labels: KnownLabels, queue: Queue, index: ItemIndex) {
        let outputs = Dictionary(
            uniqueKeysWithValues: queue.labels.enumerated().map { ($0.element.id, $0.offset) }
        )
        var training: [Int: Example] = [:]
        var evaluation: [Example] = []
        for (item, annotations) in labels.annotations {
            guard let row = index.row(of: item), !index.entries[row].isRevised,
                let target = Target(annotations, queue: queue, outputs: outputs)
            else { continue }
            let entry = index.entries[row]
            let example = Example(
                row: row,
                item: item,
                root: entry.root,
                target: target,
                seconds: annotations.min { $0.event < $1.event }?.seconds
            )
            if !entry.isEvaluation {
                training[row] = example
            } else if target.isFull(labelCount: queue.labels.count) {
                evaluation.append(example)
            }
        }
        let revised = Self.revised(labels, queue, index, outputs)
        for var example in revised where !index.entries[example.row].isEvaluation {
            if example.isPaired, let parent = example.revision?.parentRow, let original = training[parent] {
                // Both members of a pair count alike: it is the difference that teaches. There is none where the original has
                // got the label since that it was edited to.
                example.isPaired = original.target != example.target
                if example.isPaired { training[parent]?.isPaired = true }
            }
            training[example.row] = example
        }
        answered = labels.answered
        self.training = training.values.sorted { $0.row < $1.row }
        self.evaluation = evaluation.sorted { $0.row < $1.row }
        contrast = revised.filter { index.entries[$0.row].isEvaluation && $0.revision?.isAccepted == true }
    }

    /// Revised texts that teach, in item order: those that were accepted, and drafts where the queue says so.
    private static func revised(
        _ labels: KnownLabels,
        _ queue: Queue,
        _ index: ItemIndex,
        _ outputs: [LabelID: Int]
    ) -> [Example] {
        let definition = queue.definition
        guard definition.task == .classification else { return [] }
        let examples = labels.counterfactuals.compactMap { record -> Example? in
            let one = record.counterfactual
            guard let item = one.item, let row = index.row(of: item), let parentRow = index.row(of: one.parent),
                let output = outputs[one.target], outputs[one.source] != nil,
                // Labels that were merged since make no flip.
                (one.kind == .flip) == (one.source != one.target)
            else { return nil }
            let state = record.state(annotations: labels[item] ?? [], overlap: definition.assignment.overlap)
            let weight: Double =
                switch state {
                case .accepted: 1
                case .draft: definition.counterfactuals.draftWeight
                case .validated, .disputed, .rejected: 0
                }
            guard weight > 0 else { return nil }
            return Example(
                row: row,
                item: item,
                root: one.root,
                target: .label(output),
                seconds: one.seconds,
                weight: weight,
                isPaired: state == .accepted && one.kind == .flip,
                revision: Revision(
                    counterfactual: one.id,
                    kind: one.kind,
                    isAccepted: state == .accepted,
                    parentRow: parentRow
                )
            )
        }
        return examples.sorted { $0.row < $1.row }
    }
}
