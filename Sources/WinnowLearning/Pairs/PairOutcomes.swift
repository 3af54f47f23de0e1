internal import WinnowNumerics

/// Which roots with pairs, and which originals, get their labels.
struct PairOutcomes {
    /// By root with a flip pair, in the order of roots: see `ContrastConsistency`.
    let roots: Outcomes
    /// By original, in the order of rows: by row that is neither a revised one of a pair nor a draft, and has a weight and
    /// a certain label.
    let originals: Outcomes

    /// - Parameter probabilities: `(n, k)` of the rows.
    init(of training: TrainingSet, probabilities: DenseMatrix) {
        func isRight(_ row: Int) -> Bool {
            let predicted = EvaluationSet.predicted(probabilities.row(row), isMultilabel: false)
            return training.certainLabel(ofRow: row).map { predicted == [$0] } ?? false
        }
        let others = Set(training.pairs.map(\.revised)).union(training.drafts)
        let known = (0..<training.rowCount).filter { row in
            training.weights[row] > 0 && training.certainLabel(ofRow: row) != nil && !others.contains(row)
        }
        originals = Outcomes(known.map(isRight))
        roots = Outcomes(ContrastConsistency.byRoot(training.flips, roots: training.roots, isRight: isRight))
    }
}
