internal import WinnowNumerics

/// Fits on the rows outside a fold, and asks of those inside.
struct Validation: Sendable {
    private let training: TrainingSet
    private let folds: Folds
    private let seen: [Int]

    init(_ training: TrainingSet, folds: Folds) {
        self.training = training
        self.folds = folds
        seen = training.seenLabels
    }

    /// For each classifier, the outputs of the fold's rows in the columns of the labels that training has; each starts from
    /// the fit of the one before it.
    func rows(of classifiers: [any Classifier], fold: Int, _ cancellation: Cancellation?) -> [[HeldOutOutputs.Row]] {
        let inside = folds.rows(outside: fold)
        let held = folds.rows(in: fold).filter { training.weights[$0] > 0 }
        guard let learning = try? training.selecting(rows: inside), !held.isEmpty else {
            return classifiers.map { _ in [] }
        }
        let features = training.features.selecting(rows: held)
        var start: FitStart?
        return classifiers.map { classifier in
            guard let fit = try? classifier.fit(learning, from: start, cancellation: cancellation),
                let logits = try? fit.model.logits(of: features)
            else { return [] }
            start = FitStart(rows: inside.indices.map { $0 }, fit: fit)
            return held.indices.compactMap { position in
                training.heldOutRow(held[position], logits.row(position), fit.model, seen: seen)
            }
        }
    }
}

extension TrainingSet {
    /// Whether any target is a set of labels: then each label stands for itself.
    public var isMultilabel: Bool {
        targets.contains { if case .set = $0 { true } else { false } }
    }

    /// A row's outputs in the columns of `seen`, with its truth; nil when its label is unknown to the fold's classifier,
    /// or that one knows no second label.
    fileprivate func heldOutRow(
        _ row: Int,
        _ logits: ArraySlice<Float>,
        _ fitted: any FittedModel,
        seen: [Int]
    ) -> HeldOutOutputs.Row? {
        let logits = logits.map(Double.init)
        let weight = weights[row]
        if case .oneAgainstRest(let count) = fitted.head {
            let truth = (0..<count).map { knows(row: row, label: $0) }
            return HeldOutOutputs.Row(logits: logits, truth: truth, weight: weight)
        }
        guard case .label(let label) = targets[row], fitted.seenLabels.count >= 2, fitted.seenLabels.contains(label)
        else { return nil }
        if seen.count == 2 { return HeldOutOutputs.Row(logits: logits, truth: [label == seen[1]], weight: weight) }
        // Two labels have one output, the log-odds of the second: the first then has the logit 0.
        let all = fitted.head == .binomial ? [0] + logits : logits
        let outputs = seen.map { fitted.seenLabels.firstIndex(of: $0) }
        return HeldOutOutputs.Row(
            logits: outputs.map { $0.map { all[$0] } ?? -.infinity },
            truth: zip(seen, outputs).map { $1 == nil ? nil : $0 == label },
            weight: weight
        )
    }
}
