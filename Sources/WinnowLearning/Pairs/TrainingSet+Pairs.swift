extension TrainingSet {
    /// The same rows with other features or weights; pairs, drafts, roots and targets stay.
    func replacing(features: FeatureRows? = nil, weights: [Double]? = nil) throws(LearningError) -> TrainingSet {
        var replaced = try TrainingSet(
            features: features ?? self.features,
            targets: targets,
            weights: weights ?? self.weights,
            roots: roots,
            pairs: pairs,
            labelCount: labelCount
        )
        replaced.drafts = drafts
        return replaced
    }

    /// The same rows, some of them marked as drafts: revised texts that nobody has looked at.
    ///
    /// What is learned stays as it is; they are neither originals nor members of pairs where something is measured.
    ///
    /// - Parameter drafts: Rows that are in no pair.
    public func marking(drafts: Set<Int>) -> TrainingSet {
        precondition(drafts.allSatisfy { 0..<rowCount ~= $0 }, "drafts of \(rowCount) rows: \(drafts.sorted())")
        var marked = self
        marked.drafts = drafts
        return marked
    }

    /// The rows with those of flip pairs counting more: a few pairs among many single labels would be outvoted by them.
    ///
    /// A row in several pairs is multiplied once. Rows of invariance pairs keep their weights: they say nothing about
    /// the label that the original does not say. So do flip pairs of rows with equal labels, where nothing flips.
    ///
    /// - Parameter factor: Finite, at least 0; 3 is what `docs/science.md` recommends for a minority of pairs.
    /// - Throws: `LearningError.nonFinite` where a weight grows beyond all numbers.
    public func weightingPairs(by factor: Double) throws(LearningError) -> TrainingSet {
        precondition(factor >= 0 && factor.isFinite, "factor \(factor)")
        var weights = weights
        for row in Set(flips.flatMap { [$0.original, $0.revised] }) { weights[row] *= factor }
        return try replacing(weights: weights)
    }

    /// Flip pairs of rows with a weight and with two different labels: those that `PairLoss` knows.
    var flips: [RowPair] {
        pairs.flips { weights[$0] > 0 ? certainLabel(ofRow: $0) : nil }
    }

    /// The one label that a row has; nil where only is known what it has not, or where a row may have several.
    func certainLabel(ofRow row: Int) -> Int? {
        if case .label(let label) = targets[row] { label } else { nil }
    }
}
