internal import WinnowLearning

/// The ranks of all rows: those that an order covers, and behind them, in random order, those that came since it was
/// computed.
struct RowRanks {
    let source: QueueState.Order
    private var ranking: Ranking
    private var later: Ranking

    /// - Parameter rowCount: Rows that there are, no fewer than the order covers.
    init(_ order: QueueState.Order, rowCount: Int, seed: UInt64) {
        source = order
        ranking = order.ranking
        let laterCount = max(0, rowCount - ranking.scores.count)
        later = Ranking(scores: RandomChoice.scores(laterCount, seed: seed))
    }

    private var coveredCount: Int { ranking.scores.count }

    /// The row at a rank counted from 0, or nil behind the last.
    mutating func row(at rank: Int) -> Int? {
        if rank < coveredCount { return ranking.position(atRank: rank) }
        return later.position(atRank: rank - coveredCount).map { coveredCount + $0 }
    }

    /// nil when the row is so far behind that it was not asked for yet.
    func rank(of row: Int) -> Int? {
        if row < coveredCount { return ranking.rank(of: row) }
        return later.rank(of: row - coveredCount).map { coveredCount + $0 }
    }

    /// With what probability the strategy drew a row; nil for one that was not drawn.
    func probability(of row: Int) -> Double? {
        row < coveredCount ? ranking.probability(of: row) : nil
    }

    /// The acquisition score; nil for a row that the order does not cover, or of which nothing is known yet.
    func score(of row: Int) -> Float? {
        guard row < coveredCount else { return nil }
        let score = ranking.scores[row]
        return score < Selection.leastScore ? nil : score
    }
}
