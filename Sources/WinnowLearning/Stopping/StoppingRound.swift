public import WinnowNumerics

/// What one training says of the sample of the pool: what stopping criteria compare from one training to another.
///
/// Stored with a model version as JSON, see `StoppingRound+Coding`.
public struct StoppingRound: Sendable, Equatable {
    /// Items that the model learned from.
    public let labelCount: Int
    /// Of the sampled items, ascending.
    public let keys: [Int64]
    /// For each key the labels that the model gives it, ascending; one unless multi-label.
    public let predicted: [[Int]]
    /// Whether labels are independent of each other.
    public let isMultilabel: Bool
    /// The mean over the sample of 1 − p₁ as the model gives it before calibration, 0…1 (see `overallUncertainty`).
    public let uncertainty: Double
    /// The mean over the sampled items without a label of 1 − p₁ after calibration, 0…1; nil where all have labels.
    public let expectedError: Double?

    /// Looks at the sample. In multi-label each label is a choice of two, and the mean over the labels counts.
    ///
    /// The two means differ in the probabilities and in the rows. Overall uncertainty says how sure the model *is*, of
    /// all rows. Expected error is the share of wrong predictions that is to be expected, which needs calibrated
    /// probabilities, and rows without a label, because the errors on the others are known.
    ///
    /// - Parameters:
    ///   - labelCount: Items that the model learned from.
    ///   - keys: One a row, all different.
    ///   - raw: `(n, k)`, before calibration.
    ///   - calibrated: `(n, k)`, of the same rows.
    ///   - isLabelled: Whether a row has a label, n.
    /// - Throws: `LearningError.nonFinite` when a probability is no number.
    /// - Source: Zhu, Wang and Hovy 2008 (COLING, "Multi-criteria-based strategy to stop active learning") for overall
    ///   uncertainty, with the deviation that it is 1 − p₁ and not entropy, and of all sampled rows and not those
    ///   without a label; Zhu, Wang and Hovy 2008 (IJCNLP) for expected error, which is Roy and McCallum's 2001
    ///   expected 0/1 loss.
    public init(
        labelCount: Int,
        keys: [Int64],
        raw: DenseMatrix,
        calibrated: DenseMatrix,
        isLabelled: [Bool],
        isMultilabel: Bool = false
    ) throws(LearningError) {
        precondition(
            raw.rowCount == keys.count && calibrated.rowCount == keys.count && isLabelled.count == keys.count,
            "\(raw.rowCount), \(calibrated.rowCount) rows and \(isLabelled.count) marks for \(keys.count) keys"
        )
        let order = keys.indices.sorted { keys[$0] < keys[$1] }
        var (doubt, error, openCount) = (0.0, 0.0, 0)
        var predicted: [[Int]] = []
        for row in order {
            let values = calibrated.row(row)
            guard values.allSatisfy(\.isFinite), raw.row(row).allSatisfy(\.isFinite) else { throw .nonFinite(row: row) }
            let labels = values.isEmpty ? [] : EvaluationSet.predicted(values, isMultilabel: isMultilabel)
            predicted.append(labels)
            doubt += Self.doubt(raw.row(row), isMultilabel: isMultilabel)
            guard !isLabelled[row] else { continue }
            error += Self.doubt(values, isMultilabel: isMultilabel)
            openCount += 1
        }
        self.init(
            labelCount: labelCount,
            keys: order.map { keys[$0] },
            predicted: predicted,
            isMultilabel: isMultilabel,
            uncertainty: doubt / Double(max(order.count, 1)),
            expectedError: openCount > 0 ? error / Double(openCount) : nil
        )
    }

    /// - Parameters: As the properties say.
    init(
        labelCount: Int,
        keys: [Int64],
        predicted: [[Int]],
        isMultilabel: Bool,
        uncertainty: Double,
        expectedError: Double?
    ) {
        self.labelCount = labelCount
        self.keys = keys
        self.predicted = predicted
        self.isMultilabel = isMultilabel
        self.uncertainty = uncertainty
        self.expectedError = expectedError
    }

    /// What the model gives the item of a key; nil where it was not asked.
    ///
    /// - Complexity: O(log n).
    public func labels(of key: Int64) -> [Int]? {
        var range = keys.startIndex..<keys.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if keys[middle] == key { return predicted[middle] }
            range = keys[middle] < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// What a row's most probable answer is short of certainty.
    private static func doubt(_ values: ArraySlice<Float>, isMultilabel: Bool) -> Double {
        guard isMultilabel else { return 1 - min(1, max(0, Double(values.max() ?? 1))) }
        let sum = values.reduce(0.0) { $0 + max(0, min(Double($1), 1 - Double($1))) }
        return sum / Double(max(values.count, 1))
    }
}
