package import WinnowNumerics

/// Rows with known labels and what a classifier says of them.
package struct EvaluationSet: Sendable {
    /// `(n, k)`.
    package let probabilities: DenseMatrix
    /// For each row, the labels that it has; exactly one unless multi-label.
    package let truth: [[Int]]
    /// Rows of one root are drawn together in resampling.
    package let roots: [Int64]
    package let isMultilabel: Bool

    package init(probabilities: DenseMatrix, truth: [[Int]], roots: [Int64]? = nil, isMultilabel: Bool = false) {
        precondition(truth.count == probabilities.rowCount, "\(truth.count) truths, \(probabilities.rowCount) rows")
        precondition(isMultilabel || truth.allSatisfy { $0.count == 1 }, "one label a row")
        self.probabilities = probabilities
        self.truth = truth
        self.roots = roots ?? (0..<Int64(truth.count)).map { $0 }
        self.isMultilabel = isMultilabel
        precondition(self.roots.count == truth.count, "one root a row")
    }

    package var rowCount: Int { truth.count }
    /// k.
    package var labelCount: Int { probabilities.columnCount }

    /// The labels that the classifier gives a row: the most probable, ties to the lower; or all of at least one half.
    package func predicted(row: Int) -> [Int] {
        let values = probabilities.row(row)
        if isMultilabel { return (0..<labelCount).filter { values[values.startIndex + $0] >= 0.5 } }
        var best = 0
        for label in 0..<labelCount where values[values.startIndex + label] > values[values.startIndex + best] {
            best = label
        }
        return [best]
    }
}
