internal import WinnowDomain
internal import WinnowNumerics

/// What a model says of texts.
package struct TextProbabilities: Sendable {
    /// Names of the outputs.
    package let labels: [String]
    let values: DenseMatrix
    package let isMultilabel: Bool

    /// - Parameter rows: For each text its probabilities, one a label.
    package init(labels: [String], rows: [[Float]], isMultilabel: Bool) {
        self.labels = labels
        values = DenseMatrix(rowCount: rows.count, columnCount: labels.count, values: rows.flatMap(\.self))
        self.isMultilabel = isMultilabel
    }

    /// - Throws: `LearningError`.
    package init(_ model: QueueModel, of texts: [String]) throws {
        labels = model.labels.map(\.name)
        values = try model.probabilities(of: texts)
        isMultilabel = model.isMultilabel
    }
}
