extension QueueChange {
    /// A line for each change, for `winnow queue update` to show first.
    package var lines: [String] {
        if isEmpty { return ["nothing changes"] }
        let reordered = areLabelsReordered ? ["labels are in another order"] : []
        return labels.map(\.line) + reordered + keys.map(\.line)
    }
}

extension QueueChange.LabelChange {
    package var line: String {
        switch self {
        case .added(let name): "label `\(name)` added"
        case .removed(let name): "label `\(name)` removed"
        case .renamed(let old, let new): "label `\(old)` renamed to `\(new)`; its annotations move along"
        case .merged(let names, let name):
            "label \(names.map { "`\($0)`" }.joined(separator: ", ")) merged into `\(name)`"
        }
    }
}

extension QueueChange.KeyChange {
    package var line: String {
        let change = "\(path): \(shown(old)) → \(shown(new))"
        return needsNewQueue ? "\(change) (needs a new queue once there are items)" : change
    }

    /// Long texts are cut: what changed in the guidelines is better seen in the file.
    private func shown(_ text: String?) -> String {
        guard let text else { return "none" }
        return text.count > 60 ? text.prefix(57) + "..." : text
    }
}
