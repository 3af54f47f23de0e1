package import WinnowDomain
internal import WinnowLearning
package import WinnowNumerics

/// What a model says of all rows.
package struct Predictions: Sendable {
    /// k, by output.
    private let labels: [LabelID]
    /// `(n, k)`.
    private let probabilities: DenseMatrix
    private let isMultilabel: Bool
    /// Rows of which nothing can be said yet, see `FeatureSet.isMissing`.
    private let isMissing: [Bool]

    package init(labels: [LabelID], probabilities: DenseMatrix, isMultilabel: Bool, isMissing: [Bool] = []) {
        self.labels = labels
        self.probabilities = probabilities
        self.isMultilabel = isMultilabel
        self.isMissing = isMissing
    }

    /// The predicted labels of a row, most probable first; nil for a row that came later, or is not encoded yet.
    func parts(_ row: Int) -> [Suggestion.Part]? {
        guard row < probabilities.rowCount, probabilities.columnCount == labels.count,
            isMissing.isEmpty || !isMissing[row]
        else { return nil }
        let values = probabilities.row(row)
        return EvaluationSet.predicted(values, isMultilabel: isMultilabel)
            .map { Suggestion.Part(label: labels[$0], probability: Double(values[values.startIndex + $0])) }
            .sorted { $0.probability > $1.probability }
    }
}
