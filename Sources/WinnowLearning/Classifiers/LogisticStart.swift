internal import WinnowNumerics

/// Where to start a fit: a solution on other rows.
public struct LogisticStart: Sendable {
    /// For each row of the new training set, the row in `solution` that it was, or nil when it is new.
    public let rows: [Int?]
    /// What was found on the other rows.
    public let solution: LogisticSolution

    /// - Parameter rows: One for each row of the new training set.
    public init(rows: [Int?], solution: LogisticSolution) {
        self.rows = rows
        self.solution = solution
    }
}

extension TrainingRows {
    /// Where a fit starts that knows nothing.
    func origin(head: OutputHead) -> LinearStartPoint {
        LinearStartPoint(
            rowCoefficients: isDense ? [] : [Double](repeating: 0, count: rowCount * head.stride),
            denseWeights: isDense ? [Double](repeating: 0, count: head.outputCount * (dense?.stride ?? 0)) : [],
            bias: [Double](repeating: 0, count: head.stride)
        )
    }
}

extension LogisticStart {
    /// The old solution in the shape of a new problem; nil when the shapes have nothing in common.
    func point(seen: [Int], head: OutputHead, rows: TrainingRows) -> LinearStartPoint? {
        let old = solution.fitted
        guard self.rows.count == rows.rowCount, old.head.isSingleOutput == head.isSingleOutput, !old.weights.isEmpty
        else { return nil }
        if head.isSingleOutput && old.seenLabels != seen { return nil }
        let outputs = head.isSingleOutput ? [0] : seen.map { old.seenLabels.firstIndex(of: $0) }
        return point(outputs: outputs, head: head, rows: rows)
    }

    /// - Parameter outputs: For each new output the old one, nil where it is new.
    func point(outputs: [Int?], head: OutputHead, rows: TrainingRows) -> LinearStartPoint? {
        let old = solution.fitted
        let stride = head.stride
        var point = rows.origin(head: head)
        for (output, oldOutput) in outputs.enumerated() {
            if let oldOutput { point.bias[output] = Double(old.bias[oldOutput]) }
        }
        if let dense = rows.dense, rows.isDense {
            guard old.featureCount == dense.columnCount, old.columns.count == dense.columnCount else { return nil }
            let weights = rows.byOutput(old.weights, outputCount: old.head.outputCount, stride: old.head.stride)
            for (output, oldOutput) in outputs.enumerated() {
                guard let oldOutput else { continue }
                let length = dense.stride
                let source = weights[oldOutput * length..<(oldOutput + 1) * length]
                point.denseWeights.replaceSubrange(output * length..<(output + 1) * length, with: source)
            }
            return point
        }
        // A solution in weights is none in rows.
        guard !solution.rowCoefficients.isEmpty else { return nil }
        for (output, oldOutput) in outputs.enumerated() {
            guard let oldOutput else { continue }
            for row in 0..<rows.rowCount {
                guard let oldRow = self.rows[row] else { continue }
                point.rowCoefficients[row * stride + output] =
                    solution.rowCoefficients[oldRow * old.head.stride + oldOutput]
            }
        }
        return point
    }
}
