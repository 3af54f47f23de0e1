internal import WinnowNumerics

/// A fit over linear functions of rows with what pairs add, but for the loss of the rows.
struct PairedProblem {
    let rows: TrainingRows
    let l2: Double
    /// nil where nothing is added.
    let pairs: PairTerms?
    let minimizer: LBFGS
    let cancellation: Cancellation?

    /// Minimises. What is not convex is added at the minimum of the rest, so that the end does not depend on the start.
    func minimum(
        of loss: some RowLoss,
        from start: LinearStartPoint,
        curvature: CurvatureGuess?
    ) -> LinearMinimum {
        let convex = minimum(of: loss, pairs.flatMap(\.convex), from: start, curvature)
        guard let pairs, pairs.supervisesGradients else { return convex }
        let origin = convex.startPoint(over: rows, outputCount: loss.outputCount)
        var found = minimum(of: loss, pairs, from: origin, convex.curvature)
        found.iterationCount += convex.iterationCount
        return found
    }

    private func minimum(
        of loss: some RowLoss,
        _ pairs: PairTerms?,
        from start: LinearStartPoint,
        _ curvature: CurvatureGuess?
    ) -> LinearMinimum {
        LinearMinimum(
            of: loss,
            l2: l2,
            over: rows,
            pairs: pairs,
            by: minimizer,
            from: start,
            curvature: curvature,
            cancellation
        )
    }
}
