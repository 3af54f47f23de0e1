package import WinnowDomain
package import WinnowLearning

/// What a queue's annotations say at an event, by row of its features.
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
    }

    /// Items to learn from, in item order.
    package let training: [Example]
    /// Items to measure on, in item order; only those whose annotations say of every label whether they have it.
    ///
    /// In multi-label a label that was added later, or that a partial answer left out, is not absent but unknown, and a
    /// model that predicts it may be right.
    package let evaluation: [Example]
    /// Items that somebody has answered, be it by a skip.
    package let answered: Set<ItemID>

    init(training: [Example], evaluation: [Example], answered: Set<ItemID>) {
        (self.training, self.evaluation, self.answered) = (training, evaluation, answered)
    }

    /// - Parameters:
    ///   - standing: What stood at the event, by item.
    ///   - queue: Its labels in order are the outputs of the model.
    ///   - index: All items in item order, with their rows as positions.
    package init(standing: [ItemID: [Annotation]], queue: Queue, index: ItemIndex) {
        let outputs = Dictionary(
            uniqueKeysWithValues: queue.labels.enumerated().map { ($0.element.id, $0.offset) }
        )
        var training: [Example] = []
        var evaluation: [Example] = []
        for (item, annotations) in standing {
            guard let row = index.row(of: item),
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
                training.append(example)
            } else if target.isFull(labelCount: queue.labels.count) {
                evaluation.append(example)
            }
        }
        answered = Set(standing.keys)
        self.training = training.sorted { $0.row < $1.row }
        self.evaluation = evaluation.sorted { $0.row < $1.row }
    }
}

extension Target {
    /// What annotations say about an item, in numbers of outputs.
    ///
    /// - Returns: nil when the annotations say nothing that can be learned: skipped, unsure, evenly split.
    init?(_ annotations: [Annotation], queue: Queue, outputs: [LabelID: Int]) {
        let consensus = Consensus(annotations, task: queue.definition.task)
        switch queue.definition.task {
        case .classification:
            if let label = consensus.labels?.first, let output = outputs[label] {
                self = .label(output)
            } else {
                let excluded = consensus.labels == nil ? consensus.excluded.compactMap { outputs[$0] } : []
                guard !excluded.isEmpty, consensus.annotatorCount == 0 else { return nil }
                self = .not(excluded.sorted())
            }
        case .multilabel:
            guard let labels = consensus.labels else {
                let excluded = consensus.excluded.compactMap { outputs[$0] }.sorted()
                guard !excluded.isEmpty, consensus.annotatorCount == 0 else { return nil }
                self = .set(present: [], absent: excluded)
                return
            }
            let present = labels.compactMap { outputs[$0] }.sorted()
            // An answer says nothing about labels that did not exist when it was given.
            let asked = annotations.map(\.event).min() ?? 0
            let absent = queue.labels.filter { $0.since <= asked && !labels.contains($0.id) }
            self = .set(present: present, absent: absent.compactMap { outputs[$0.id] })
        }
    }

    /// Whether it is known of every label whether the row has it.
    func isFull(labelCount: Int) -> Bool {
        switch self {
        case .label: true
        case .not: false
        case .set(let present, let absent): Set(present).union(absent).count == labelCount
        }
    }
}
