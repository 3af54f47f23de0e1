internal import WinnowLearning

extension Selection {
    /// Below this a score says that nothing is known of a row.
    static let leastScore: Float = -1e8

    /// The selection with rows of which nothing is known behind all others, in random order.
    ///
    /// - Parameter isMissing: Empty where all are known.
    func behind(_ isMissing: [Bool], seed: UInt64) -> Selection {
        guard !isMissing.isEmpty else { return self }
        var scores = scores
        let order = RandomChoice.scores(isMissing.count, seed: seed)
        for (row, isMissing) in isMissing.enumerated() where isMissing {
            scores[row] = Selection.leastScore * (10 + order[row])
        }
        return Selection(scores: scores, leading: leading, probabilities: probabilities)
    }
}
