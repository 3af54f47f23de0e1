internal import WinnowNumerics

extension LogisticRegression {
    /// One binomial fit a label, on all rows that know whether they have it; the labels in parallel.
    func fitOneAgainstRest(
        _ training: TrainingSet,
        start: LogisticStart?,
        _ cancellation: Cancellation?
    ) throws(LearningError) -> LogisticSolution {
        guard training.weights.contains(where: { $0 > 0 }) else { throw .noTrainingRows }
        let rows = TrainingRows(training.features)
        let head = OutputHead.oneAgainstRest(labelCount: training.labelCount)
        let warm = start.flatMap { start in
            start.solution.fitted.head == head ? start : nil
        }
        let curvature = curvature(of: rows, outputCount: 1, start: warm)
        let parts = ParallelFor.map(training.labelCount) { label in
            fitLabel(label, training, rows, warm: warm, curvature, cancellation)
        }
        return assemble(parts, training: training, head: head, rows: rows, curvature)
    }

    private func fitLabel(
        _ label: Int,
        _ training: TrainingSet,
        _ rows: TrainingRows,
        warm: LogisticStart?,
        _ curvature: CurvatureGuess?,
        _ cancellation: Cancellation?
    ) -> LinearMinimum {
        var weights = training.weights
        var isPositive = [Bool](repeating: false, count: weights.count)
        var (positive, negative) = (0.0, 0.0)
        for row in weights.indices {
            switch training.knows(row: row, label: label) {
            case true?:
                isPositive[row] = true
                positive += weights[row]
            case false?: negative += weights[row]
            case nil: weights[row] = 0
            }
        }
        if positive == 0 || negative == 0 {
            return LinearMinimum(bias: logOdds((positive + 0.5) / (positive + negative + 1)), over: rows)
        }
        if balancesLabels {
            for row in weights.indices {
                weights[row] *= (positive + negative) / (2 * (isPositive[row] ? positive : negative))
            }
        }
        return LinearMinimum(
            of: BinomialLoss(weights: weights, isPositive: isPositive),
            l2: l2,
            over: rows,
            by: minimizer(totalWeight: positive + negative),
            from: warm?.point(outputs: [label], head: .binomial, rows: rows) ?? rows.origin(head: .binomial),
            curvature: curvature,
            cancellation
        )
    }

    private func assemble(
        _ parts: [LinearMinimum],
        training: TrainingSet,
        head: OutputHead,
        rows: TrainingRows,
        _ curvature: CurvatureGuess?
    ) -> LogisticSolution {
        let stride = head.stride
        let columns = rows.columns
        var weights = [Float](repeating: 0, count: columns.count * stride)
        var coefficients = [Double](repeating: 0, count: rows.isDense ? 0 : rows.rowCount * stride)
        for (label, part) in parts.enumerated() {
            for column in columns.indices { weights[column * stride + label] = Float(part.weights[column]) }
            for row in part.rowCoefficients.indices { coefficients[row * stride + label] = part.rowCoefficients[row] }
        }
        return LogisticSolution(
            fitted: LinearModel(
                head: head,
                labelCount: training.labelCount,
                seenLabels: Array(0..<training.labelCount),
                featureCount: training.features.columnCount,
                columns: columns,
                weights: weights,
                bias: parts.map { Float($0.bias[0]) }
            ),
            rowCoefficients: coefficients,
            curvature: curvature,
            value: parts.reduce(0) { $0 + $1.value },
            iterationCount: parts.map(\.iterationCount).max() ?? 0
        )
    }
}

extension TrainingSet {
    /// Whether a row has a label, nil when nothing is known about it.
    public func knows(row: Int, label: Int) -> Bool? {
        switch targets[row] {
        case .label(let only): only == label
        case .not(let labels): labels.contains(label) ? false : nil
        case .set(let present, let absent): present.contains(label) ? true : absent.contains(label) ? false : nil
        }
    }
}
