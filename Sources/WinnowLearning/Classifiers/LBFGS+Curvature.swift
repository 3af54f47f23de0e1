internal import WinnowNumerics

/// A minimum over dense rows.
struct WeightMinimum {
    let point: WeightPoint
    let value: Double
    let iterationCount: Int
    /// The guess of the curvature that served last.
    let curvature: CurvatureGuess?
}

extension LBFGS {
    /// Steps before a guess of the curvature is refined: where they end, the probabilities are not what they will be, but
    /// which labels are likely and which go together shows.
    private static let firstSteps = 3

    /// A refined guess tells better how much there is left to gain, and so a fit may end earlier: about as far above the
    /// least value as this.
    private static let refinedTolerance = 2e-7

    /// Walks downhill from `start`, first with the objective's guess of the curvature and then, when that is not refined
    /// and the loss tells more, with a better one.
    func minimize(
        _ objective: WeightObjective<some RowLoss>,
        from start: WeightPoint,
        _ cancellation: Cancellation?
    ) -> WeightMinimum {
        guard let guess = objective.curvature else {
            return WeightMinimum(minimize(objective, from: start, cancellation: cancellation), curvature: nil)
        }
        var minimizer = self
        // With a guess of the curvature older steps add little, and here a point is as long as the weights.
        minimizer.memory = 6
        minimizer.decrementTolerance = 3e-8
        let outputCount = objective.loss.outputCount
        let rows = objective.rows
        // Of fewer rows than columns iterations are cheap, and most directions have no curvature but that of `l2`.
        guard !guess.isRefined, objective.loss.tellsCurvature, rows.rowCount >= rows.columnCount else {
            if guess.isRefined { minimizer.decrementTolerance = Self.refinedTolerance }
            let minimum = minimizer.minimize(objective, from: start, cancellation: cancellation)
            return WeightMinimum(minimum, curvature: guess)
        }
        var scout = minimizer
        scout.maximumIterations = Self.firstSteps
        let first = scout.minimize(objective, from: start, cancellation: cancellation)
        guard first.outcome == .iterationsAreUsedUp else { return WeightMinimum(first, curvature: guess) }
        let curvature = objective.loss.curvature(at: objective.logits(of: first.point))
        let refined = curvature.flatMap { guess.refined(by: $0, outputCount: outputCount) } ?? guess
        if refined.isRefined { minimizer.decrementTolerance = Self.refinedTolerance }
        let minimum = minimizer.minimize(
            objective.replacing(curvature: refined),
            from: first.point,
            cancellation: cancellation
        )
        return WeightMinimum(minimum, curvature: refined, before: first.iterationCount)
    }
}

extension WeightMinimum {
    fileprivate init(_ minimum: LBFGS.Minimum<WeightPoint>, curvature: CurvatureGuess?, before: Int = 0) {
        point = minimum.point
        value = minimum.value
        iterationCount = before + minimum.iterationCount
        self.curvature = curvature
    }
}

extension WeightObjective {
    fileprivate func replacing(curvature: CurvatureGuess) -> WeightObjective {
        WeightObjective(rows: rows, loss: loss, l2: l2, pairs: pairs, curvature: curvature)
    }
}
