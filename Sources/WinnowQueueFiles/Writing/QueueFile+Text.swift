package import WinnowDomain

extension QueueFile {
    /// A definition as a queue file with every value spelled out.
    ///
    /// Reading it gives the same definition.
    package static func text(for definition: QueueDefinition) -> String {
        var lines = [
            "version: 1",
            "title: \(YAMLText.scalar(definition.title))",
            "task: \(definition.task.rawValue)",
            "item: \(text(for: definition.item))",
            "labels:",
        ]
        lines += definition.labels.map { "  - \(text(for: $0))" }
        lines.append("guidelines: \(YAMLText.block(definition.guidelines))")
        lines.append("features:")
        lines += definition.features.map { "  - \(text(for: $0))" }
        lines.append("classifier: \(text(for: definition.classifier))")
        lines.append("head: {id: \(definition.head.kind.rawValue), aim: \(definition.head.aim.rawValue)}")
        let committee = definition.committee
        lines.append("committee: {members: \(committee.members), by: \(committee.by.rawValue)}")
        lines.append("query: \(text(for: definition.query))")
        lines.append("initialization: \(text(for: definition.initialization))")
        lines.append("evaluation: {share: \(YAMLText.number(definition.evaluation.share))}")
        lines.append("assignment: \(text(for: definition.assignment))")
        lines.append("retrain: \(text(for: definition.retrain))")
        lines.append("counterfactuals: \(text(for: definition.counterfactuals))")
        lines.append("seed: \(definition.seed)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func mapping(_ members: KeyValuePairs<String, String?>) -> String {
        mapping(members.map { ($0.key, $0.value) })
    }

    private static func mapping(_ members: [(key: String, value: String?)]) -> String {
        let written = members.compactMap { member in member.value.map { "\(member.key): \($0)" } }
        return "{" + written.joined(separator: ", ") + "}"
    }

    private static func text(for item: ItemDefinition) -> String {
        mapping([
            "kind": item.kind.rawValue,
            "text": YAMLText.quoted(item.text.source),
            "id": YAMLText.scalar(item.idField),
            "label": YAMLText.scalar(item.labelField),
            "meta": YAMLText.list(item.metaFields),
        ])
    }

    private static func text(for label: LabelDefinition) -> String {
        mapping([
            "name": YAMLText.scalar(label.name),
            "key": label.key.map(YAMLText.scalar),
            "description": label.description.map(YAMLText.scalar),
            "was": label.was.map(YAMLText.scalar),
        ])
    }

    static func text(for features: FeatureDefinition) -> String {
        switch features {
        case .tfidf(let tfidf):
            mapping([
                "id": "tfidf.v1",
                "words": YAMLText.span(tfidf.words),
                "characters": YAMLText.span(tfidf.characters),
                "dimensions": "\(tfidf.dimensions)",
                "scale": YAMLText.number(tfidf.scale),
                "ratios": YAMLText.number(tfidf.ratios),
            ])
        case .lsa(let lsa):
            mapping(["id": "lsa.v1", "columns": "\(lsa.columns)", "temper": YAMLText.number(lsa.temper)])
        case .encoder(let encoder): mapping(entries(of: encoder))
        }
    }

    private static func text(for classifier: ClassifierDefinition) -> String {
        mapping(entries(of: classifier).map { ($0.key, $0.value) })
    }

    private static func text(for query: QueryDefinition) -> String {
        mapping(entries(of: query).map { ($0.key, $0.value) })
    }

    private static func text(for initialization: InitializationDefinition) -> String {
        mapping([
            "id": initialization.strategy.rawValue,
            "size": "\(initialization.size)",
            "examples": initialization.strategy == .search ? YAMLText.list(initialization.examples) : nil,
        ])
    }

    private static func text(for assignment: AssignmentDefinition) -> String {
        mapping([
            "overlap": "\(assignment.overlap)",
            "lease": DurationText.text(assignment.lease),
            "order": assignment.order.rawValue,
            "suggest": YAMLText.number(assignment.suggest),
        ])
    }

    private static func text(for counterfactuals: CounterfactualDefinition) -> String {
        mapping(entries(of: counterfactuals).map { ($0.key, $0.value) })
    }

    private static func text(for retrain: RetrainDefinition) -> String {
        mapping(["after": "\(retrain.after)", "at_most_every": DurationText.text(retrain.atMostEvery)])
    }
}
