public import WinnowNumerics

/// What else than the task pairs may teach, by fits that did not know the root that they are asked about.
///
/// - Source: Kaushik, Hovy and Lipton 2020 (models on texts without what was edited, and originals
///   told from revised texts); as functions of any classifier, ours.
public enum PairProbes {
    /// How well a classifier tells revised rows from originals. Both have all labels, so 0.5 says that nothing gives
    /// them away; people's revisions are told from reviews in 70 of 100 (words) to 77 of 100 cases (BERT).
    ///
    /// Originals and revised rows of flip pairs are compared, rows that are both left out. Either part weighs the same in the
    /// fit and in what is reported, however many revisions an original has.
    ///
    /// - Returns: The balanced accuracy, that is the mean of the shares of originals and of revised rows that are told
    ///   right, 0…1, with Wilson's interval of as many trials as roots; nil when it was cancelled, or with too few
    ///   pairs (`CrossValidation.probabilities`).
    public static func revision(
        of training: TrainingSet,
        by classifier: any Classifier,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> Estimate? {
        let flips = training.flips
        let (originals, revised) = (Set(flips.map(\.original)), Set(flips.map(\.revised)))
        let rows = originals.symmetricDifference(revised).sorted()
        let isRevised = rows.map { revised.contains($0) }
        let revisedCount = isRevised.count { $0 }
        let weight = Double(rows.count - revisedCount) / Double(max(revisedCount, 1))
        guard
            let probe = try? TrainingSet(
                features: training.features.selecting(rows: rows),
                targets: isRevised.map { .label($0 ? 1 : 0) },
                weights: isRevised.map { $0 ? weight : 1 },
                roots: rows.map { training.roots[$0] },
                labelCount: 2
            ),
            let probabilities = CrossValidation.probabilities(
                of: classifier,
                on: probe,
                foldCount: foldCount,
                seed: seed,
                cancellation: cancellation
            )
        else { return nil }
        func recall(_ part: Bool) -> Double {
            let places = isRevised.indices.filter { isRevised[$0] == part }
            return share(places.count { (probabilities[$0, 1] > probabilities[$0, 0]) == part }, of: places.count)
        }
        return estimate((recall(false) + recall(true)) / 2, roots: probe.roots)
    }

    /// How well a classifier knows the label of an original from what is left of it without the words that were edited.
    /// What decides is gone, so the share of the largest label would be right; more is what the context gives away.
    ///
    /// - Parameters:
    ///   - training: What it learns from: originals, or originals and revised rows.
    ///   - residues: For some rows of `training`, the features of what is left.
    ///   - rows: Which these are, as many: originals of flip pairs. What an invariance pair edits does not decide, and
    ///     what decides would still be there.
    /// - Returns: The share of rows with a certain label that is known right, with Wilson's interval of as many trials as they
    ///   have roots; nil as for `revision`, and where a fold leaves nothing to learn from.
    public static func residue(
        of training: TrainingSet,
        residues: FeatureRows,
        rows: [Int],
        by classifier: any Classifier,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> Estimate? {
        precondition(residues.rowCount == rows.count, "\(residues.rowCount) residues of \(rows.count) rows")
        guard training.rowCount >= 2 * foldCount else { return nil }
        let folds = Folds(training, count: foldCount, seed: seed)
        let known = rows.indices.filter { training.certainLabel(ofRow: rows[$0]) != nil }
        let parts = ParallelFor.map(foldCount) { fold -> [Bool]? in
            guard let learning = try? training.selecting(rows: folds.rows(outside: fold)),
                let fit = try? classifier.fit(learning, from: nil, cancellation: cancellation)
            else { return nil }
            let held = known.filter { folds.assignment[rows[$0]] == fold }
            let said = try? FittedClassifier(model: fit.model, calibration: .none)
                .probabilities(of: residues.selecting(rows: held))
            return said.map { said in
                held.enumerated().map { place, residue in
                    let predicted = EvaluationSet.predicted(said.row(place), isMultilabel: false)
                    return training.certainLabel(ofRow: rows[residue]).map { predicted == [$0] } ?? false
                }
            }
        }
        if cancellation?.isCancelled == true || parts.contains(where: { $0 == nil }) { return nil }
        let right = parts.flatMap { $0 ?? [] }
        return estimate(share(right.count { $0 }, of: right.count), roots: known.map { training.roots[rows[$0]] })
    }

    private static func share(_ right: Int, of count: Int) -> Double { Double(right) / Double(max(count, 1)) }

    /// - Parameter roots: Of the rows, as often as they come.
    private static func estimate(_ share: Double, roots: [Int64]) -> Estimate {
        Estimate(value: share, bounds: Estimate.wilson(share, trials: Set(roots).count))
    }
}
