import WinnowDomain

/// What the plan for the labels of two definitions means, said for people.
struct LabelComparison {
    private let old: [LabelDefinition]
    private let new: [LabelDefinition]
    private let plan: LabelPlan

    init(old: [LabelDefinition], new: [LabelDefinition]) {
        self.old = old
        self.new = new
        plan = LabelPlan(from: old, to: new)
    }

    var changes: [QueueChange.LabelChange] {
        let merged = Dictionary(grouping: plan.merged, by: \.into)
        var changes: [QueueChange.LabelChange] = []
        for step in plan.steps {
            switch step.old {
            case nil: changes.append(.added(step.name))
            case step.name: break
            case .some(let old): changes.append(.renamed(from: old, to: step.name))
            }
            if let names = merged[step.name]?.map(\.old) { changes.append(.merged(names, into: step.name)) }
        }
        return changes + plan.removed.map { .removed($0) }
    }

    /// The old label that a new one continues.
    private var predecessors: [String: LabelDefinition] {
        let labels = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var predecessors: [String: LabelDefinition] = [:]
        for step in plan.steps { predecessors[step.name] = step.old.flatMap { labels[$0] } }
        return predecessors
    }

    /// Whether labels that stay stand in another order.
    var areReordered: Bool {
        let predecessors = predecessors
        var position: [String: Int] = [:]
        for (index, label) in old.enumerated() { position[label.name] = index }
        let positions = new.compactMap { predecessors[$0.name] }.compactMap { position[$0.name] }
        return zip(positions, positions.dropFirst()).contains { $0 > $1 }
    }

    /// Keys and descriptions of labels that stay.
    var keyChanges: [QueueChange.KeyChange] {
        let predecessors = predecessors
        return new.flatMap { label -> [QueueChange.KeyChange] in
            guard let before = predecessors[label.name] else { return [] }
            let path = "labels.\(label.name)"
            // A `was` that goes is stored, so that the same one is followed when it comes again.
            let isForgotten = before.name == label.name && before.was != nil && label.was == nil
            return [
                QueueChange.KeyChange("\(path).key", before.key, label.key),
                QueueChange.KeyChange("\(path).description", before.description, label.description),
                isForgotten ? QueueChange.KeyChange("\(path).was", before.was, nil) : nil,
            ].compactMap(\.self)
        }
    }
}

extension QueueChange.KeyChange {
    /// Nil when both texts are the same.
    fileprivate init?(_ path: String, _ old: String?, _ new: String?) {
        guard old != new else { return nil }
        self.init(path: path, old: old.map(YAMLText.scalar), new: new.map(YAMLText.scalar), needsNewQueue: false)
    }
}
