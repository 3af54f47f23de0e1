public import WinnowNumerics

/// Rows with known labels and what a classifier says of them.
public struct EvaluationSet: Sendable {
    /// `(n, k)`.
    public let probabilities: DenseMatrix
    /// For each row, the labels that it has; exactly one unless multi-label.
    public let truth: [[Int]]
    /// Rows of one root are drawn together in resampling.
    public let roots: [Int64]
    /// Whether a row may have any number of labels.
    public let isMultilabel: Bool

    /// - Parameters:
    ///   - probabilities: `(n, k)`.
    ///   - truth: By row.
    ///   - roots: By row; nil where each row is its own.
    public init(probabilities: DenseMatrix, truth: [[Int]], roots: [Int64]? = nil, isMultilabel: Bool = false) {
        precondition(truth.count == probabilities.rowCount, "\(truth.count) truths, \(probabilities.rowCount) rows")
        precondition(isMultilabel || truth.allSatisfy { $0.count == 1 }, "one label a row")
        self.probabilities = probabilities
        self.truth = truth
        self.roots = roots ?? (0..<Int64(truth.count)).map { $0 }
        self.isMultilabel = isMultilabel
        precondition(self.roots.count == truth.count, "one root a row")
    }

    /// n.
    public var rowCount: Int { truth.count }
    /// k.
    public var labelCount: Int { probabilities.columnCount }

    /// The labels that the classifier gives a row.
    public func predicted(row: Int) -> [Int] {
        EvaluationSet.predicted(probabilities.row(row), isMultilabel: isMultilabel)
    }

    /// The most probable label, ties to the lower; or all of at least one half.
    public static func predicted(_ values: ArraySlice<Float>, isMultilabel: Bool) -> [Int] {
        if isMultilabel { return values.indices.filter { values[$0] >= 0.5 }.map { $0 - values.startIndex } }
        var best = values.startIndex
        for index in values.indices where values[index] > values[best] { best = index }
        return [best - values.startIndex]
    }
}
