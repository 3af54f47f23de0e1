internal import WinnowNumerics

extension LogisticRegression {
    /// One binomial fit a label, on all rows that know whether they have it; the labels in parallel.
    func fitOneAgainstRest(
        _ training: TrainingSet,
        start: LogisticStart?,
        _ cancellation: Cancellation?
    ) throws(LearningError) -> LogisticSolution {
        guard training.weights.contains(where: { $0 > 0 }) else { throw .noTrainingRows }
        let (compact, columns) = training.features.compacted()
        let head = FittedLogisticRegression.Head.oneAgainstRest(labelCount: training.labelCount)
        let warm = start.flatMap { start in
            start.solution.fitted.head == head ? start : nil
        }
        let gram = GramProduct(compact)
        let parts = ParallelFor.map(training.labelCount) { label in
            fitLabel(label, training, compact, gram, warm: warm, stride: head.stride, cancellation)
        }
        return assemble(parts, training: training, head: head, columns: columns)
    }

    private struct LabelPart {
        let weights: [Double]
        let coefficients: [Double]
        let bias: Double
        let value: Double
        let iterationCount: Int
    }

    private func fitLabel(
        _ label: Int,
        _ training: TrainingSet,
        _ compact: SparseMatrix,
        _ gram: GramProduct,
        warm: LogisticStart?,
        stride: Int,
        _ cancellation: Cancellation?
    ) -> LabelPart {
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
            return constant(positive, negative, training.rowCount, compact.columnCount)
        }
        if balancesLabels {
            for row in weights.indices {
                weights[row] *= (positive + negative) / (2 * (isPositive[row] ? positive : negative))
            }
        }
        let objective = LinearObjective(
            gram: gram,
            rowCount: compact.rowCount,
            loss: BinomialLoss(weights: weights, isPositive: isPositive),
            l2: l2
        )
        let coefficients = (0..<training.rowCount).map { row -> Double in
            guard let warm, let old = warm.rows[row] else { return 0 }
            return warm.solution.rowCoefficients[old * stride + label]
        }
        let bias = warm.map { Double($0.solution.fitted.bias[label]) } ?? 0
        let minimum = minimizer(totalWeight: positive + negative)
            .minimize(
                objective,
                from: objective.point(coefficients: coefficients, bias: [bias]),
                cancellation: cancellation
            )
        return LabelPart(
            weights: compact.transposedTimes(rows: minimum.point.coefficients, stride: 1),
            coefficients: minimum.point.coefficients,
            bias: minimum.point.bias[0],
            value: minimum.value,
            iterationCount: minimum.iterationCount
        )
    }

    /// A label seen only present or only absent: its smoothed rate, for every row.
    private func constant(_ positive: Double, _ negative: Double, _ rowCount: Int, _ columnCount: Int) -> LabelPart {
        let rate = (positive + 0.5) / (positive + negative + 1)
        return LabelPart(
            weights: [Double](repeating: 0, count: columnCount),
            coefficients: [Double](repeating: 0, count: rowCount),
            bias: logOdds(rate),
            value: 0,
            iterationCount: 0
        )
    }

    private func assemble(
        _ parts: [LabelPart],
        training: TrainingSet,
        head: FittedLogisticRegression.Head,
        columns: [UInt32]
    ) -> LogisticSolution {
        let stride = head.stride
        var weights = [Float](repeating: 0, count: columns.count * stride)
        var coefficients = [Double](repeating: 0, count: training.rowCount * stride)
        for (label, part) in parts.enumerated() {
            for column in columns.indices { weights[column * stride + label] = Float(part.weights[column]) }
            for row in 0..<training.rowCount { coefficients[row * stride + label] = part.coefficients[row] }
        }
        return LogisticSolution(
            fitted: FittedLogisticRegression(
                head: head,
                labelCount: training.labelCount,
                seenLabels: Array(0..<training.labelCount),
                featureCount: training.features.columnCount,
                columns: columns,
                weights: weights,
                bias: parts.map { Float($0.bias) }
            ),
            rowCoefficients: coefficients,
            value: parts.reduce(0) { $0 + $1.value },
            iterationCount: parts.map(\.iterationCount).max() ?? 0
        )
    }
}

extension TrainingSet {
    /// Whether a row has a label, nil when nothing is known about it.
    package func knows(row: Int, label: Int) -> Bool? {
        switch targets[row] {
        case .label(let only): only == label
        case .not(let labels): labels.contains(label) ? false : nil
        case .set(let present, let absent): present.contains(label) ? true : absent.contains(label) ? false : nil
        }
    }
}
