import WinnowDomain

extension DefinitionBuilder {
    func classifier() -> ClassifierDefinition? {
        guard let value = file["classifier"], let kind: ClassifierDefinition.Kind = word(value["id"]),
            let method = method(kind, value),
            let calibration: ClassifierDefinition.Calibration = word(value["calibration"])
        else { return nil }
        return ClassifierDefinition(
            method: method,
            calibration: calibration,
            labelWeights: word(value["label_weights"]) ?? .equal
        )
    }

    /// Where a number may be `auto`, no number is what `auto` means.
    private func method(_ kind: ClassifierDefinition.Kind, _ value: CheckedValue) -> ClassifierDefinition.Method? {
        switch kind {
        case .logisticRegression: .logisticRegression(l2: value["l2"]?.number)
        case .linearSVM: .linearSVM(l2: value["l2"]?.number)
        case .naiveBayes:
            word(value["variant"]).map {
                .naiveBayes(NaiveBayesDefinition(variant: $0, smoothing: value["smoothing"]?.number))
            }
        case .nearestNeighbours:
            word(value["weighting"]).map {
                .nearestNeighbours(
                    NearestNeighboursDefinition(
                        neighbours: value["neighbours"]?.integer.flatMap(Int.init(exactly:)),
                        weighting: $0
                    )
                )
            }
        case .perceptron: perceptron(value).map { .perceptron($0) }
        }
    }

    private func perceptron(_ value: CheckedValue) -> PerceptronDefinition? {
        guard let hidden = all(value["hidden"], { $0.integer.flatMap(Int.init(exactly:)) }),
            let dropout = value["dropout"]?.number,
            let optimizer: PerceptronDefinition.Optimizer = word(value["optimizer"]),
            let learningRate = value["learning_rate"]?.number,
            let schedule: PerceptronDefinition.Schedule = word(value["schedule"]),
            let weightDecay = value["weight_decay"]?.number,
            let epochs = value["epochs"]?.integer.flatMap(Int.init(exactly:)),
            let batch = value["batch"]?.integer.flatMap(Int.init(exactly:)),
            let clip = value["clip"]?.number
        else { return nil }
        return PerceptronDefinition(
            hidden: hidden,
            dropout: dropout,
            optimizer: optimizer,
            learningRate: learningRate,
            schedule: schedule,
            weightDecay: weightDecay,
            epochs: epochs,
            batch: batch,
            clip: clip
        )
    }
}
