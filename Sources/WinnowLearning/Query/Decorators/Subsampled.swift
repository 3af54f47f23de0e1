/// A strategy that looks at some open rows only, drawn evenly: a bound on what a query costs, whatever the pool's size.
///
/// All other rows come behind those looked at, in an order that is drawn. With no more open rows than the limit it is the
/// strategy itself.
///
/// - Source: small-text `SubsamplingQueryStrategy`; scikit-activeml `SubSamplingWrapper`. Deviations: at least as many rows are
///   drawn as are wanted; rows not looked at keep a place in the order. Draws have no probabilities once rows are left out.
/// - Complexity: O(n) and what the strategy costs on `rowLimit` open rows.
public struct Subsampled: QueryStrategy {
    /// What chooses among the rows that are drawn.
    public var strategy: any QueryStrategy
    /// Rows looked at, at least 1.
    public var rowLimit: Int

    /// - Parameter rowLimit: Rows that are drawn, above 0.
    public init(_ strategy: any QueryStrategy, rowLimit: Int = 20_000) {
        precondition(rowLimit > 0, "a limit of \(rowLimit) rows")
        self.strategy = strategy
        self.rowLimit = rowLimit
    }

    /// What the strategy chooses of the rows drawn; scores are its own, of other rows below them.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let limit = max(rowLimit, pool.wantedCount)
        guard pool.open.count > limit else { return try strategy.select(from: pool) }
        let rows = pool.sample(of: pool.open, limit: limit, purpose: "subsampled rows")
        return try strategy.select(from: pool.narrowed(to: rows)).settingBack(allBut: rows, seed: pool.seed)
    }
}
