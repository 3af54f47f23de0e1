internal import WinnowNumerics

/// Rows that would change a multinomial naive Bayes most, whatever their label turns out to be.
///
/// A label's parameters are `θⱼ = (Nⱼ + α) / T` with Nⱼ what its rows have of column j, `T = Σⱼ Nⱼ + α·v` and v columns:
/// those of labelled rows and of the row x. With x, of sum s, among the label's rows they are
/// `θ′ⱼ = (Nⱼ + xⱼ + α) / (T + s) = (T·θⱼ + xⱼ) / (T + s)`, so `θ′ⱼ − θⱼ = (xⱼ − s·θⱼ) / (T + s)`, and as the θⱼ sum to 1
///
/// `‖θ′ − θ‖₁ = (Σ_{xⱼ > 0} |xⱼ − s·θⱼ| + s · (1 − Σ_{xⱼ > 0} θⱼ)) / (T + s)`,
///
/// in 0…2, exact, without a fit, from the columns that x has. The score is its mean over the labels, each as probable as the pool's
/// model has it: the share that x would have in a label's text, times how unlike that text it is. With several labels it is
/// the sum over the labels of that of each against its absence. Other labels' parameters do not change.
///
/// - Source: Settles, Craven and Ray 2008 (expected gradient length: the change that the label would cause, in expectation over
///   labels). The closed form is ours. Deviations: the change itself instead of a gradient, by the sum of absolute values;
///   the change of the prior, which depends on the label only, is left out.
/// - Note: Long texts, and texts unlike all others, change most. On TREC and AG News a linear model learns less from them than
///   from rows drawn at random (`docs/science.md`): for comparison, not for use where outliers abound.
/// - Complexity: O(entries · k).
public struct ExpectedModelChange: QueryStrategy, Hashable {
    /// α, above 0.
    public var smoothing: Double

    /// - Parameter smoothing: α, above 0.
    public init(smoothing: Double = 0.3) {
        precondition(smoothing > 0 && smoothing.isFinite, "smoothing \(smoothing)")
        self.smoothing = smoothing
    }

    /// - Throws: `LearningError.noSparseFeatures`; `.nonFinite` and `.negativeFeature` with a row of the pool.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        guard let terms = pool.terms else { throw .noSparseFeatures }
        if let row = pool.open.first(where: { !pool.probabilities.row($0).allSatisfy(\.isFinite) }) {
            throw .nonFinite(row: row)
        }
        let known = try LabelTexts(pool, terms(pool.labelled))
        var scores = [Float](repeating: 0, count: pool.rowCount)
        for first in stride(from: 0, to: pool.open.count, by: 4096) {
            let rows = Array(pool.open[first..<min(first + 4096, pool.open.count)])
            let texts = terms(rows)
            let values = ParallelFor.map(rows.count) { place in
                score(texts, place, pool.probabilities.row(rows[place]), known)
            }
            for (row, value) in zip(rows, values) {
                guard value.isFinite else { throw .nonFinite(row: row) }
                guard value >= 0 else { throw .negativeFeature(row: row) }
                scores[row] = value
            }
        }
        return Selection(scores: scores)
    }

    /// −1 for a row with a number below 0.
    private func score(
        _ texts: SparseMatrix,
        _ place: Int,
        _ probabilities: ArraySlice<Float>,
        _ known: LabelTexts
    ) -> Float {
        let entries = texts.entries(of: place).filter { texts.values[$0] != 0 }
        var (sum, newCount) = (0.0, 0)
        for entry in entries {
            if texts.values[entry] < 0 { return -1 }
            sum += Double(texts.values[entry])
            if known.place(of: texts.columns[entry]) == nil { newCount += 1 }
        }
        guard sum > 0 else { return 0 }
        let columnCount = Double(known.columnCount + newCount)
        var expected = 0.0
        for (label, probability) in known.weights(probabilities).enumerated() where probability > 0 {
            let total = known.totals[label] + smoothing * columnCount
            var (change, mass) = (0.0, 0.0)
            for entry in entries {
                let share = (known.count(column: texts.columns[entry], label: label) + smoothing) / total
                change += abs(Double(texts.values[entry]) - sum * share)
                mass += share
            }
            expected += probability * (change + sum * max(0, 1 - mass)) / (total + sum)
        }
        return Float(expected)
    }
}
