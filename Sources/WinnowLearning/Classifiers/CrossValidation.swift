public import WinnowNumerics

/// Out-of-fold outputs of several classifiers, from one split.
public struct CrossValidation: Sendable {
    /// The place of the candidate of least out-of-fold log loss, or of the preferred one while that is not surely worse; or the
    /// place, behind the candidates, of a challenger that is surely better still.
    public let best: Int
    /// The outputs of that one, one for each label of `TrainingSet.seenLabels`, of rows that have one label.
    ///
    /// A label may have no row outside a fold. That fold's rows then lack its output, and its own rows are left out.
    public let heldOut: HeldOutOutputs
    /// For each candidate, and then each challenger, the mean log loss of a row, after the best temperature.
    public let losses: [Double]

    /// Tries each candidate on each fold, folds in parallel; each starts from the fit of the one before it.
    ///
    /// Losses are compared after the temperature that suits each candidate best, because the temperature is fitted anyway:
    /// otherwise a strength of regularisation would be bent to correct confidence. The labelled rows are few, and a strategy
    /// chose them: the preferred candidate stays unless another one's loss is less by more than a standard error of the
    /// difference, row by row (after the one-standard-error rule of Breiman et al. 1984).
    ///
    /// - Parameters:
    ///   - candidates: Classifiers of the same labels; for regularised ones from strong to weak, so that starts help.
    ///   - preferred: A place in `candidates`.
    ///   - challengers: What is taken only when it is surely better than the candidate that is taken without them: methods that
    ///     cost more, or that seldom help.
    /// - Returns: nil when it was cancelled, when there are fewer than two rows a fold, or no fold leaves two labels to learn from.
    public static func run(
        _ candidates: [any Classifier],
        preferring preferred: Int? = nil,
        challengedBy challengers: [any Classifier] = [],
        on training: TrainingSet,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> CrossValidation? {
        precondition(preferred.map(candidates.indices.contains) ?? true, "\(preferred ?? 0) of \(candidates.count)")
        guard training.rowCount >= 2 * foldCount, training.seenLabels.count >= 2, !candidates.isEmpty else {
            return nil
        }
        let validation = Validation(training, folds: Folds(training, count: foldCount, seed: seed))
        let all = candidates + challengers
        let parts = ParallelFor.map(foldCount) { validation.rows(of: all, fold: $0, cancellation) }
        if cancellation?.isCancelled == true { return nil }
        let isSingleChoice = !training.isMultilabel
        let tried = all.indices.compactMap { index in
            ValidatedOutputs(HeldOutOutputs(rows: parts.flatMap { $0[index] }, isSingleChoice: isSingleChoice))
        }
        func best(of places: Range<Int>) -> Int? { places.min { tried[$0].mean < tried[$1].mean } }
        guard tried.count == all.count, let least = best(of: candidates.indices) else { return nil }
        let kept = preferred.map { tried[least].isSurelyBetter(than: tried[$0]) ? least : $0 } ?? least
        let challenger = best(of: candidates.count..<all.count)
        let best = challenger.map { tried[$0].isSurelyBetter(than: tried[kept]) ? $0 : kept } ?? kept
        return CrossValidation(best: best, heldOut: tried[best].heldOut, losses: tried.map(\.mean))
    }
}
