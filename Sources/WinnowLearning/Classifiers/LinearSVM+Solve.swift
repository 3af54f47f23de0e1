internal import WinnowNumerics

extension LinearSVM {
    /// All outputs in one minimisation: they have nothing in common but the passes over the rows.
    func solve(
        _ training: TrainingSet,
        _ statements: LabelStatements,
        start: LogisticStart?,
        _ cancellation: Cancellation?
    ) -> LogisticSolution {
        let head = statements.head
        guard statements.seenLabels.count > 1 || training.isMultilabel else {
            return solution(training, statements, columns: [], weights: [], bias: [0], found: nil, curvature: nil)
        }
        let rows = TrainingRows(training.features)
        let curvature = curvature(of: rows, head: head, start: start)
        let found = LinearMinimum(
            of: SquaredHingeLoss(outputCount: head.outputCount, weights: statements.weights),
            l2: l2,
            over: rows,
            by: LBFGS(gradientTolerance: tolerance * max(training.weights.reduce(0, +), 1)),
            from: origin(statements, rows, start),
            curvature: curvature,
            cancellation
        )
        var weights = found.weights.map(Float.init)
        var bias = found.bias.map(Float.init)
        for (output, constant) in statements.constants.enumerated() {
            guard let constant else { continue }
            bias[output] = Float(constant)
            for start in stride(from: 0, to: weights.count, by: head.stride) { weights[start + output] = 0 }
        }
        return solution(
            training,
            statements,
            columns: rows.columns,
            weights: weights,
            bias: bias,
            found: found,
            curvature: curvature
        )
    }

    private func origin(
        _ statements: LabelStatements,
        _ rows: TrainingRows,
        _ start: LogisticStart?
    ) -> LinearStartPoint {
        let head = statements.head
        let warm: LinearStartPoint? =
            switch head {
            case .oneAgainstRest(let count):
                start.flatMap { start in
                    guard start.solution.fitted.head == head, start.rows.count == rows.rowCount else { return nil }
                    return start.point(outputs: Array(0..<count), head: head, rows: rows)
                }
            case .binomial, .softmax: start?.point(seen: statements.seenLabels, head: head, rows: rows)
            }
        return warm ?? rows.origin(head: head)
    }

    /// While nothing is known every row is on the wrong side of its margin, and there the loss is the square that is
    /// guessed. nil where features are sparse or rows few.
    private func curvature(of rows: TrainingRows, head: OutputHead, start: LogisticStart?) -> CurvatureGuess? {
        guard rows.isDense, let dense = rows.dense else { return nil }
        guard rows.rowCount * head.outputCount >= 2 * dense.columnCount else { return nil }
        if let old = start?.solution.curvature,
            old.fits(dense, outputCount: head.outputCount, l2: l2)
        {
            return old
        }
        return CurvatureGuess(dense, curvature: 2, l2: l2)
    }

    private func solution(
        _ training: TrainingSet,
        _ statements: LabelStatements,
        columns: [UInt32],
        weights: [Float],
        bias: [Float],
        found: LinearMinimum?,
        curvature: CurvatureGuess?
    ) -> LogisticSolution {
        LogisticSolution(
            fitted: LinearModel(
                head: statements.head,
                labelCount: training.labelCount,
                seenLabels: statements.seenLabels,
                featureCount: training.features.columnCount,
                columns: columns,
                weights: weights,
                bias: bias
            ),
            rowCoefficients: found?.rowCoefficients ?? [Double](repeating: 0, count: training.rowCount),
            curvature: curvature,
            value: found?.value ?? 0,
            iterationCount: found?.iterationCount ?? 0
        )
    }
}
