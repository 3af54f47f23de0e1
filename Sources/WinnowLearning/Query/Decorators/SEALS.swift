internal import WinnowNumerics

/// A strategy that looks only near labelled rows: for pools whose size would else decide what a query costs.
///
/// Candidates are the open rows among the nearest neighbours of labelled rows, and rows drawn evenly from all that are open:
/// `evenShare` of the candidates, at least `evenCount` rows. The latter are there so that no part of the pool is never looked
/// at, and are all there is before the first label. Other rows come behind the candidates, in an order that is drawn.
///
/// - Source: Coleman et al. 2022 (SEALS, algorithm 1 and section 3; 100 neighbours). Deviations: neighbours are exact, and found when
///   a row is labelled (see `NeighbourCandidates`) instead of all before; the evenly drawn rows are ours. Draws have
///   no probabilities.
/// - Complexity: O(n + labelled · neighbours), and what the strategy costs on the candidates as open rows.
public struct SEALS: QueryStrategy {
    /// What chooses among the candidates.
    public var strategy: any QueryStrategy
    /// With the neighbours of all labelled rows; those of others are not looked at.
    public var candidates: NeighbourCandidates
    /// Of the candidates, 0…1.
    public var evenShare: Double
    /// Rows drawn evenly at least.
    public var evenCount = 1_000

    /// - Parameter evenShare: Of the candidates, 0…1.
    public init(_ strategy: any QueryStrategy, candidates: NeighbourCandidates, evenShare: Double = 0.1) {
        precondition(evenShare >= 0 && evenShare <= 1, "a share of \(evenShare)")
        self.strategy = strategy
        self.candidates = candidates
        self.evenShare = evenShare
    }

    /// What the strategy chooses of the candidates; scores are its own, of rows that were not looked at below them.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        var isCandidate = [Bool](repeating: false, count: pool.rowCount)
        for row in candidates.rows(near: pool.labelled) where row < pool.rowCount { isCandidate[row] = true }
        let nearCount = pool.open.count { isCandidate[$0] }
        let share = evenShare < 1 ? evenShare / (1 - evenShare) * Double(nearCount) : Double(pool.open.count)
        let evenly = max(evenCount, Int(min(share, Double(pool.open.count)).rounded(.up)), pool.wantedCount)
        for row in pool.sample(of: pool.open, limit: evenly, purpose: "seals rows") { isCandidate[row] = true }
        let rows = pool.open.filter { isCandidate[$0] }
        guard rows.count < pool.open.count else { return try strategy.select(from: pool) }
        return try strategy.select(from: pool.narrowed(to: rows)).settingBack(allBut: rows, seed: pool.seed)
    }
}
