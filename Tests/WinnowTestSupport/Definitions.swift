package import WinnowDomain

extension QueueDefinition {
    /// A definition for tests: labels by name, everything else as a queue file would default it, in fewer columns.
    package static func sample(
        _ labels: [String] = ["billing", "outage", "account"],
        task: Task = .classification,
        overlap: Int = 1,
        lease: Duration = .seconds(600)
    ) throws -> QueueDefinition {
        QueueDefinition(
            title: "Sample",
            task: task,
            item: ItemDefinition(
                kind: .text,
                text: try TextTemplate("{{text}}"),
                idField: "id",
                labelField: "label",
                metaFields: []
            ),
            labels: labels.map { LabelDefinition(name: $0) },
            guidelines: "",
            features: [
                .tfidf(TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 1 << 14, scale: 0.5)),
                .lsa(LSADefinition(columns: 16, temper: 0.25)),
            ],
            classifier: ClassifierDefinition(
                method: .logisticRegression(l2: nil),
                calibration: .temperature,
                labelWeights: .equal
            ),
            query: QueryDefinition(strategy: .margin, explore: 0.1),
            initialization: InitializationDefinition(strategy: .random, size: 10),
            evaluation: EvaluationDefinition(share: 0.1),
            assignment: AssignmentDefinition(overlap: overlap, lease: lease, order: .ranked),
            retrain: RetrainDefinition(after: 1, atMostEvery: .zero),
            seed: 7
        )
    }
}
