extension TrainingSet {
    /// The same rows with other features or weights; pairs, roots and targets stay.
    func replacing(features: FeatureRows? = nil, weights: [Double]? = nil) throws(LearningError) -> TrainingSet {
        try TrainingSet(
            features: features ?? self.features,
            targets: targets,
            weights: weights ?? self.weights,
            roots: roots,
            pairs: pairs,
            labelCount: labelCount
        )
    }

    /// The rows with those of flip pairs counting more: a few pairs among many single labels would be outvoted by them.
    ///
    /// A row in several pairs is multiplied once. Rows of invariance pairs keep their weights: they say nothing about
    /// the label that the original does not say.
    ///
    /// - Parameter factor: Finite, at least 0; 3 is what `docs/science.md` recommends for a minority of pairs.
    /// - Throws: `LearningError.nonFinite` where a weight grows beyond all numbers.
    public func weightingPairs(by factor: Double) throws(LearningError) -> TrainingSet {
        precondition(factor >= 0 && factor.isFinite, "factor \(factor)")
        var weights = weights
        for row in flippedRows { weights[row] *= factor }
        return try replacing(weights: weights)
    }

    /// Rows of flip pairs, originals and revised ones.
    private var flippedRows: Set<Int> {
        Set(pairs.lazy.filter { $0.kind == .flip }.flatMap { [$0.original, $0.revised] })
    }
}
