import WinnowDomain

extension QueueChange {
    /// Keys whose change would make other items of the same records, or other answers to the same question.
    private static let fundamentalKeys: Set<String> = ["task", "item.kind", "item.text", "item.id"]

    static func keyChanges(from old: QueueDefinition, to new: QueueDefinition) -> [KeyChange] {
        zip(entries(of: old), entries(of: new)).compactMap { before, after in
            guard before.text != after.text else { return nil }
            return KeyChange(
                path: before.path,
                old: before.text,
                new: after.text,
                needsNewQueue: fundamentalKeys.contains(before.path)
            )
        }
    }

    /// Every key apart from the labels, with its value as a file writes it; the same keys for every definition.
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
        let classifier = definition.classifier
        let features = definition.features.map { QueueFile.text(for: $0) }.joined(separator: ", ")
        return [
            ("features", "[\(features)]"),
            ("classifier.id", classifier.kind.rawValue),
            ("classifier.l2", classifier.l2.map(YAMLText.number) ?? "auto"),
            ("classifier.calibration", classifier.calibration.rawValue),
            ("classifier.label_weights", classifier.labelWeights.rawValue),
            ("query.id", definition.query.strategy.rawValue),
            ("query.explore", YAMLText.number(definition.query.explore)),
            ("query.batch", "\(definition.query.batch)"),
            ("initialization.id", definition.initialization.strategy.rawValue),
            ("initialization.size", "\(definition.initialization.size)"),
        ]
    }

    private static func servingEntries(of definition: QueueDefinition) -> [(path: String, text: String)] {
        [
            ("evaluation.share", YAMLText.number(definition.evaluation.share)),
            ("assignment.overlap", "\(definition.assignment.overlap)"),
            ("assignment.lease", DurationText.text(definition.assignment.lease)),
            ("assignment.order", definition.assignment.order.rawValue),
            ("assignment.suggest", YAMLText.number(definition.assignment.suggest)),
            ("retrain.after", "\(definition.retrain.after)"),
            ("retrain.at_most_every", DurationText.text(definition.retrain.atMostEvery)),
            ("seed", "\(definition.seed)"),
        ]
    }
}
