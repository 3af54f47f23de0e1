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
            guard let said = training.held(out: folds, fold, by: classifier, cancellation) else { return [] }
            return said.rows.enumerated().compactMap { place, row in
                training.truth(ofRow: row).map { truth in
                    let values = said.probabilities.row(place)
                    let predicted = EvaluationSet.predicted(values, isMultilabel: training.isMultilabel)
                    return (row, predicted.sorted() == truth)
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
