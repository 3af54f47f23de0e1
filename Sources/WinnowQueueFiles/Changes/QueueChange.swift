package import WinnowDomain

/// What differs between a queue's definition and the one that shall take its place.
package struct QueueChange: Hashable, Sendable {
    /// Labels that came, went or have another name, in the order of the new definition and then of the old one.
    package let labels: [LabelChange]
    /// Labels that both have stand in another order.
    package let areLabelsReordered: Bool
    /// Other keys, in the order of the file.
    package let keys: [KeyChange]

    package enum LabelChange: Hashable, Sendable {
        case added(String)
        case removed(String)
        case renamed(from: String, to: String)
        /// The annotations of labels that go become annotations of one that stays.
        case merged([String], into: String)
    }

    package struct KeyChange: Hashable, Sendable {
        /// The key with those around it: `query.explore`.
        package let path: String
        /// As a file writes it; nil where nothing was written.
        package let old: String?
        package let new: String?
        /// Items that exist would have to be made again, so a queue with items cannot change it.
        package let needsNewQueue: Bool
    }

    package init(from old: QueueDefinition, to new: QueueDefinition) {
        let comparison = LabelComparison(old: old.labels, new: new.labels)
        labels = comparison.changes
        areLabelsReordered = comparison.areReordered
        keys = QueueChange.keyChanges(from: old, to: new) + comparison.keyChanges
    }

    package var isEmpty: Bool { labels.isEmpty && !areLabelsReordered && keys.isEmpty }

    /// A queue that has items cannot change in this way; a new queue is needed.
    package var needsNewQueue: Bool { keys.contains(where: \.needsNewQueue) }

    /// Labels that go without a `was` that says where their annotations go.
    package var removedLabels: [String] {
        labels.compactMap { if case .removed(let name) = $0 { name } else { nil } }
    }

    /// The new name of each label whose annotations move.
    package var movedLabels: [String: String] {
        var moved: [String: String] = [:]
        for change in labels {
            switch change {
            case .renamed(let old, let new): moved[old] = new
            case .merged(let names, let new): for name in names { moved[name] = new }
            case .added, .removed: break
            }
        }
        return moved
    }
}
