internal import WinnowDomain
internal import WinnowLearning

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
