/// How the labels of a changed definition go back to those that the queue has.
///
/// A label is the old one of its name; else the old one that its `was` names, unless that one is still in the definition
/// under its own name or was taken by another: then its annotations stay where they are. An old label that is named by
/// `was` of a label that exists already is merged into it.
package struct LabelPlan: Sendable {
    package struct Step: Sendable {
        package let name: String
        /// The label that continues under this name; nil for a new one.
        package let old: Label?
    }

    /// In the new order.
    package let steps: [Step]
    /// Old labels whose annotations now count for another label, by its name.
    package let merged: [(old: Label, into: String)]
    /// Old labels that nothing takes over.
    package let removed: [Label]

    package init(from labels: [Label], to definitions: [LabelDefinition]) {
        let byName = Dictionary(labels.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(definitions.map(\.name))
        var taken = Set(labels.filter { names.contains($0.name) }.map(\.id))
        var steps: [Step] = []
        var merged: [(old: Label, into: String)] = []
        for definition in definitions {
            let former = definition.was.flatMap { byName[$0] }.flatMap { taken.contains($0.id) ? nil : $0 }
            if let same = byName[definition.name] {
                steps.append(Step(name: definition.name, old: same))
                if let former {
                    merged.append((former, definition.name))
                    taken.insert(former.id)
                }
            } else {
                steps.append(Step(name: definition.name, old: former))
                if let former { taken.insert(former.id) }
            }
        }
        self.steps = steps
        self.merged = merged
        removed = labels.filter { !taken.contains($0.id) }
    }
}
