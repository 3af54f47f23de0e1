/// What chooses the rows that are worth a label.
public protocol QueryStrategy: Sendable {
    /// Scores a pool and chooses from it. A function of the pool and its seed.
    ///
    /// - Throws: `LearningError.nonFinite` when a probability is no number; `.noDenseFeatures`, `.noSparseFeatures`,
    ///   `.noCommittee` when the pool lacks what the strategy looks at.
    func select(from pool: QueryPool) throws(LearningError) -> Selection
}

/// What a query strategy chose.
public struct Selection: Sendable, Equatable {
    /// By row of the pool, finite, higher is better: the order of what comes behind `leading`.
    public let scores: [Float]
    /// Different rows, all of them open, that come first in this order: a batch that was chosen as one.
    public let leading: [Int]
    /// For each of `leading` the probability with which it was drawn, given those before it; nil where nothing was drawn.
    public let probabilities: [Double]?

    /// - Parameter probabilities: As many as leading rows, or nil.
    public init(scores: [Float], leading: [Int] = [], probabilities: [Double]? = nil) {
        precondition(probabilities.map { $0.count == leading.count } ?? true, "a probability for each leading row")
        self.scores = scores
        self.leading = leading
        self.probabilities = probabilities
    }
}
