public import WinnowNumerics

extension CrossValidation {
    /// For each row the probabilities that a fit gives it which knew neither it nor another row of its root,
    /// uncalibrated.
    ///
    /// - Returns: Row-major `(n, k)`; nil when it was cancelled, with fewer than two rows a fold, or where a fold
    ///   leaves nothing to learn from.
    /// - Complexity: `foldCount` fits, in parallel; the same bits for any thread count.
    public static func probabilities(
        of classifier: any Classifier,
        on training: TrainingSet,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> DenseMatrix? {
        guard training.rowCount >= 2 * foldCount else { return nil }
        let folds = Folds(training, count: foldCount, seed: seed)
        let parts = ParallelFor.map(foldCount) { fold in
            training.held(out: folds, fold, by: classifier, cancellation)
        }
        if cancellation?.isCancelled == true { return nil }
        var probabilities = DenseMatrix(zeros: training.rowCount, training.labelCount)
        for part in parts {
            guard let part else { return nil }
            for (place, row) in part.rows.enumerated() {
                for label in 0..<training.labelCount { probabilities[row, label] = part.probabilities[place, label] }
            }
        }
        return probabilities
    }
}

/// What a fit says of rows that it did not learn from.
struct HeldOutProbabilities {
    /// Of the training set, ascending.
    let rows: [Int]
    /// `(rows.count, k)`.
    let probabilities: DenseMatrix
}

extension TrainingSet {
    /// What a fit on the rows outside a fold says of those inside; nil where it fails.
    func held(
        out folds: Folds,
        _ fold: Int,
        by classifier: any Classifier,
        _ cancellation: Cancellation?
    ) -> HeldOutProbabilities? {
        let held = folds.rows(in: fold)
        guard let learning = try? selecting(rows: folds.rows(outside: fold)),
            let fit = try? classifier.fit(learning, from: nil, cancellation: cancellation),
            let said = try? FittedClassifier(model: fit.model, calibration: .none)
                .probabilities(of: features.selecting(rows: held))
        else { return nil }
        return HeldOutProbabilities(rows: held, probabilities: said)
    }
}
