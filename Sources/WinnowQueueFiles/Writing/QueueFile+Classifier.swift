internal import WinnowDomain

extension QueueFile {
    /// The keys of a classifier's mapping, with their values as a file writes them.
    static func entries(of classifier: ClassifierDefinition) -> [(key: String, value: String)] {
        let kind = [("id", classifier.kind.rawValue)]
        let calibration = [("calibration", classifier.calibration.rawValue)]
        let weights = [("label_weights", classifier.labelWeights.rawValue)]
        switch classifier.method {
        case .logisticRegression(let l2), .linearSVM(let l2):
            return kind + [("l2", automatic(l2))] + calibration + weights
        case .naiveBayes(let naiveBayes):
            let own = [("variant", naiveBayes.variant.rawValue), ("smoothing", automatic(naiveBayes.smoothing))]
            return kind + own + calibration
        case .perceptron(let perceptron): return kind + entries(of: perceptron) + calibration + weights
        case .nearestNeighbours(let nearest):
            let own = [
                ("neighbours", nearest.neighbours.map { "\($0)" } ?? "auto"),
                ("weighting", nearest.weighting.rawValue),
            ]
            return kind + own + calibration
        }
    }

    private static func automatic(_ number: Double?) -> String { number.map(YAMLText.number) ?? "auto" }

    private static func entries(of perceptron: PerceptronDefinition) -> [(key: String, value: String)] {
        [
            ("hidden", "[" + perceptron.hidden.map { "\($0)" }.joined(separator: ", ") + "]"),
            ("dropout", YAMLText.number(perceptron.dropout)),
            ("optimizer", perceptron.optimizer.rawValue),
            ("learning_rate", YAMLText.number(perceptron.learningRate)),
            ("schedule", perceptron.schedule.rawValue),
            ("weight_decay", YAMLText.number(perceptron.weightDecay)),
            ("epochs", "\(perceptron.epochs)"),
            ("batch", "\(perceptron.batch)"),
            ("clip", YAMLText.number(perceptron.clip)),
        ]
    }
}
