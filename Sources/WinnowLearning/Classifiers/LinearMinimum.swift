internal import WinnowNumerics

/// Where to start the minimisation of a regularised loss over linear functions.
struct LinearStartPoint {
    /// A combination of rows, row-major `(n, stride)`; empty where all features are dense.
    var rowCoefficients: [Double]
    /// By output, `(m, weightStride)`; empty where there are sparse features.
    var denseWeights: [Double]
    var bias: [Double]
}

/// The least value of a regularised loss over linear functions of training rows, and where it is.
struct LinearMinimum {
    /// Row-major `(columns.count, stride)`, of `TrainingRows.columns`.
    let weights: [Double]
    let bias: [Double]
    /// The weights as a combination of the rows, `(n, stride)`; empty where all features are dense.
    let rowCoefficients: [Double]
    let value: Double
    var iterationCount: Int
    /// The guess of the curvature that served last, for the next fit.
    let curvature: CurvatureGuess?

    /// The same number for every row: what is known of a label that training has only present or only absent.
    init(bias: Double, over rows: TrainingRows) {
        weights = [Double](repeating: 0, count: rows.columns.count)
        self.bias = [bias]
        rowCoefficients = [Double](repeating: 0, count: rows.isDense ? 0 : rows.rowCount)
        value = 0
        iterationCount = 0
        curvature = nil
    }

    /// Minimises `Σᵢ loss(i) + l2/2 · ‖W‖²` and what pairs add: in the weights where all features are dense, else in the space
    /// of the rows.
    init<Loss: RowLoss>(
        of loss: Loss,
        l2: Double,
        over rows: TrainingRows,
        pairs: PairTerms? = nil,
        by minimizer: LBFGS,
        from start: LinearStartPoint,
        curvature: CurvatureGuess?,
        _ cancellation: Cancellation?
    ) {
        let (outputCount, stride) = (loss.outputCount, tableStride(outputCount: loss.outputCount))
        if rows.isDense, let dense = rows.dense {
            let start = WeightPoint(
                weights: start.denseWeights,
                bias: start.bias,
                image: dense.times(weights: start.denseWeights, outputCount: outputCount, stride: stride)
            )
            let objective = WeightObjective(rows: dense, loss: loss, l2: l2, pairs: pairs, curvature: curvature)
            let minimum = minimizer.minimize(objective, from: start, cancellation)
            weights = rows.byColumn(minimum.point.weights, outputCount: outputCount, stride: stride)
            bias = minimum.point.bias
            rowCoefficients = []
            value = minimum.value
            iterationCount = minimum.iterationCount
            self.curvature = minimum.curvature
        } else {
            let objective = RowSpaceObjective(rows: rows, loss: loss, l2: l2, pairs: pairs)
            let minimum = minimizer.minimize(
                objective,
                from: objective.point(coefficients: start.rowCoefficients, bias: start.bias),
                cancellation: cancellation
            )
            weights = rows.weights(of: minimum.point.coefficients, outputCount: outputCount, stride: stride)
            bias = minimum.point.bias
            rowCoefficients = minimum.point.coefficients
            value = minimum.value
            iterationCount = minimum.iterationCount
            self.curvature = nil
        }
    }
}

extension LinearMinimum {
    /// Where another minimisation over the same rows starts from, to go on from here.
    func startPoint(over rows: TrainingRows, outputCount: Int) -> LinearStartPoint {
        LinearStartPoint(
            rowCoefficients: rowCoefficients,
            denseWeights: rows.isDense
                ? rows.byOutput(weights, outputCount: outputCount, stride: tableStride(outputCount: outputCount)) : [],
            bias: bias
        )
    }
}
