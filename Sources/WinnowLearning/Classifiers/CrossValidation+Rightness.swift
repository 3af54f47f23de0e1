public import WinnowNumerics

extension CrossValidation {
    /// For each row whether a fit that knew neither it nor another row of its root gives it its labels; nil for rows that say
    /// too little to be right or wrong about.
    ///
    /// - Returns: nil when it was cancelled, or with fewer than two rows a fold.
    public static func rightness(
        of classifier: any Classifier,
        on training: TrainingSet,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> [Bool?]? {
        guard training.rowCount >= 2 * foldCount else { return nil }
        let folds = Folds(training, count: foldCount, seed: seed)
        let parts = ParallelFor.map(foldCount) { fold -> [(row: Int, isRight: Bool)] in
            let (inside, held) = (folds.rows(outside: fold), folds.rows(in: fold))
            guard let learning = try? training.selecting(rows: inside),
                let fit = try? classifier.fit(learning, from: nil, cancellation: cancellation),
                let said = try? FittedClassifier(model: fit.model, calibration: .none)
                    .probabilities(of: training.features.selecting(rows: held))
            else { return [] }
            return held.indices.compactMap { place in
                training.truth(ofRow: held[place]).map { truth in
                    let predicted = EvaluationSet.predicted(said.row(place), isMultilabel: training.isMultilabel)
                    return (held[place], predicted.sorted() == truth)
                }
            }
        }
        if cancellation?.isCancelled == true { return nil }
        var right = [Bool?](repeating: nil, count: training.rowCount)
        for part in parts { for (row, isRight) in part { right[row] = isRight } }
        return right
    }
}

extension TrainingSet {
    /// All labels of a row, ascending; nil where some are not known.
    fileprivate func truth(ofRow row: Int) -> [Int]? {
        switch targets[row] {
        case .label(let label): [label]
        case .not: nil
        case .set(let present, let absent): present.count + absent.count == labelCount ? present.sorted() : nil
        }
    }
}
