import WinnowDomain

/// The labels of two definitions matched with each other, through former names where there are some.
struct LabelComparison {
    private let old: [LabelDefinition]
    private let new: [LabelDefinition]
    /// The new label that takes the annotations of an old one, by the old name.
    private let heirs: [String: String]

    init(old: [LabelDefinition], new: [LabelDefinition]) {
        self.old = old
        self.new = new
        let oldNames = Set(old.map(\.name))
        var heirs: [String: String] = [:]
        for label in new {
            if let was = label.was, was != label.name, oldNames.contains(was), heirs[was] == nil {
                heirs[was] = label.name
            }
        }
        for label in new where oldNames.contains(label.name) && heirs[label.name] == nil {
            heirs[label.name] = label.name
        }
        self.heirs = heirs
    }

    /// The old labels whose annotations a new label has, by its name.
    private var sources: [String: [LabelDefinition]] {
        Dictionary(grouping: old.filter { heirs[$0.name] != nil }) { heirs[$0.name] ?? "" }
    }

    var changes: [QueueChange.LabelChange] {
        let sources = sources
        var changes: [QueueChange.LabelChange] = []
        for label in new {
            let names = sources[label.name, default: []].map(\.name)
            let moved = names.filter { $0 != label.name }
            switch (moved.isEmpty, names.contains(label.name)) {
            case (true, true): break
            case (true, false): changes.append(.added(label.name))
            case (false, true): changes.append(.merged(moved, into: label.name))
            case (false, false): changes += moved.map { .renamed(from: $0, to: label.name) }
            }
        }
        return changes + old.filter { heirs[$0.name] == nil }.map { .removed($0.name) }
    }

    /// The old label that a new one continues: its namesake where there is one, else the one it was.
    private var predecessors: [String: LabelDefinition] {
        sources.compactMapValues { labels in
            labels.first { heirs[$0.name] == $0.name } ?? labels.first
        }
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
            return [
                QueueChange.KeyChange("\(path).key", before.key, label.key),
                QueueChange.KeyChange("\(path).description", before.description, label.description),
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
