/// How the labels of a changed definition go back to those that the queue has.
///
/// A label continues the old one that its `was` names, and else the old one of its own name; where there are both, the
/// former is merged into the latter. The store follows the plan, and what people are shown first is made of the same
/// plan.
package struct LabelPlan: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package let name: String
        /// The old label that continues under this name; nil for a new one.
        package let old: String?
    }

    package struct Merge: Hashable, Sendable {
        package let old: String
        package let into: String
    }

    /// In the new order.
    package let steps: [Step]
    /// Old labels whose annotations now count for another label, in the new order.
    package let merged: [Merge]
    /// Old labels that nothing takes over.
    package let removed: [String]

    package init(from old: [LabelDefinition], to new: [LabelDefinition]) {
        let oldNames = Set(old.map(\.name))
        let former = FormerNames(from: old, to: new).live
        let taken = Set(former.values)
        var steps: [Step] = []
        var merged: [Merge] = []
        for label in new {
            let isSame = oldNames.contains(label.name) && !taken.contains(label.name)
            steps.append(Step(name: label.name, old: isSame ? label.name : former[label.name]))
            if isSame, let former = former[label.name] { merged.append(Merge(old: former, into: label.name)) }
        }
        self.steps = steps
        self.merged = merged
        let kept = Set(steps.compactMap(\.old) + merged.map(\.old))
        removed = old.map(\.name).filter { !kept.contains($0) }
    }

    /// The names, in the last of a queue's definitions in order, of labels that had another name in one before.
    package static func renamed(_ definitions: [[LabelDefinition]]) -> Set<String> {
        var renamed: Set<String> = []
        for (old, new) in zip(definitions, definitions.dropFirst()) {
            let moved = LabelPlan(from: old, to: new).steps.filter { step in
                step.old.map { $0 != step.name || renamed.contains($0) } ?? false
            }
            renamed = Set(moved.map(\.name))
        }
        return renamed
    }

    /// The new name that the annotations of an old label have, by its old one; labels that nothing takes over have none.
    package var heirs: [String: String] {
        var heirs: [String: String] = [:]
        for step in steps { if let old = step.old { heirs[old] = step.name } }
        for merge in merged { heirs[merge.old] = merge.into }
        return heirs
    }
}
