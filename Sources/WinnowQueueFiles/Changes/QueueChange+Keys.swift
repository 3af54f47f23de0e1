import WinnowDomain

extension QueueChange {
    /// Keys whose change would make other items of the same records, or other answers to the same question.
    private static let fundamentalKeys: Set<String> = ["task", "item.kind", "item.text", "item.id"]

    static func keyChanges(from old: QueueDefinition, to new: QueueDefinition) -> [KeyChange] {
        let (before, after) = (entries(of: old), entries(of: new))
        let added = after.filter { entry in !before.contains { $0.path == entry.path } }
        return (before.map(\.path) + added.map(\.path)).compactMap { path in
            let (was, becomes) = (before.first { $0.path == path }?.text, after.first { $0.path == path }?.text)
            guard was != becomes else { return nil }
            return KeyChange(path: path, old: was, new: becomes, needsNewQueue: fundamentalKeys.contains(path))
        }
    }

    /// Every key apart from the labels, with its value as a file writes it.
    private static func entries(of definition: QueueDefinition) -> [(path: String, text: String)] {
        let item = definition.item
        let asking = [
            ("title", YAMLText.scalar(definition.title)),
            ("task", definition.task.rawValue),
            ("item.kind", item.kind.rawValue),
            ("item.text", YAMLText.quoted(item.text.source)),
            ("item.id", YAMLText.scalar(item.idField)),
            ("item.label", YAMLText.scalar(item.labelField)),
            ("item.meta", YAMLText.list(item.metaFields)),
            ("guidelines", YAMLText.scalar(definition.guidelines)),
        ]
        return asking + learningEntries(of: definition) + servingEntries(of: definition)
    }

    private static func learningEntries(of definition: QueueDefinition) -> [(path: String, text: String)] {
        let features = definition.features.map { QueueFile.text(for: $0) }.joined(separator: ", ")
        let classifier = QueueFile.entries(of: definition.classifier).map { ("classifier.\($0.key)", $0.value) }
        let query = QueueFile.entries(of: definition.query).map { ("query.\($0.key)", $0.value) }
        return [("features", "[\(features)]")] + classifier + query + [
            ("head.id", definition.head.kind.rawValue),
            ("head.aim", definition.head.aim.rawValue),
            ("committee.members", "\(definition.committee.members)"),
            ("committee.by", definition.committee.by.rawValue),
            ("initialization.id", definition.initialization.strategy.rawValue),
            ("initialization.size", "\(definition.initialization.size)"),
            ("initialization.examples", YAMLText.list(definition.initialization.examples)),
        ]
    }

    private static func servingEntries(of definition: QueueDefinition) -> [(path: String, text: String)] {
        let pairs = QueueFile.entries(of: definition.counterfactuals).map { ("counterfactuals.\($0.key)", $0.value) }
        return [
            ("evaluation.share", YAMLText.number(definition.evaluation.share)),
            ("assignment.overlap", "\(definition.assignment.overlap)"),
            ("assignment.lease", DurationText.text(definition.assignment.lease)),
            ("assignment.order", definition.assignment.order.rawValue),
            ("assignment.suggest", YAMLText.number(definition.assignment.suggest)),
            ("retrain.after", "\(definition.retrain.after)"),
            ("retrain.at_most_every", DurationText.text(definition.retrain.atMostEvery)),
        ] + pairs + [("seed", "\(definition.seed)")]
    }
}
