internal import WinnowNumerics

/// A strategy whose batch has no two rows that say nearly the same, nor one that says nearly what is labelled already.
///
/// Rows come in the strategy's order. One whose dense features have a cosine above `similarity` with a row of the batch, or
/// with a labelled row, is passed over; it keeps its score, and so comes right behind the batch. Where `candidateLimit` rows
/// do not fill the batch, the first ones passed over do. A row of length 0 is like no other.
///
/// - Source: Carbonell and Goldstein 1998 (maximal marginal relevance: greedy by score against likeness to what is chosen).
///   Deviations: a limit of likeness instead of a weighted difference, and labelled rows count as chosen; beyond
///   `labelledLimit` of these so many are drawn. Draws have no probabilities, even where no row was passed over: some could
///   not have been drawn.
/// - Throws: `LearningError.noDenseFeatures`, besides what the strategy throws.
/// - Complexity: O(n log c + c·d·(labelled + batch)) for c rows looked at, besides what the strategy costs.
public struct Deduplicated: QueryStrategy {
    /// What gives the order.
    public var strategy: any QueryStrategy
    /// The largest cosine of two rows that are different enough, −1…1.
    public var similarity: Float
    /// Rows of the order that are looked at, or all that are wanted if these are more.
    public var candidateLimit = 10_000
    /// Labelled rows that are compared, drawn evenly where there are more.
    public var labelledLimit = 5_000

    /// - Parameter similarity: −1…1.
    public init(_ strategy: any QueryStrategy, similarity: Float = 0.95) {
        precondition((-1...1).contains(similarity), "similarity \(similarity)")
        self.strategy = strategy
        self.similarity = similarity
    }

    /// The strategy's order without rows that are too alike; scores are the strategy's.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let selection = try strategy.select(from: pool)
        let labelled = pool.sample(of: pool.labelled, limit: labelledLimit, purpose: "labelled rows compared")
        let known = try directions(of: labelled, in: pool)
        let limit = max(candidateLimit, pool.wantedCount)
        let order = selection.order(of: pool.open, count: limit)
        var (batch, passedOver): ([Int], [Int]) = ([], [])
        // Most batches are full after the first rows.
        let size = max(256, 2 * pool.wantedCount)
        for first in stride(from: 0, to: order.count, by: size) where batch.count < pool.wantedCount {
            let rows = Array(order[first..<min(first + size, order.count)])
            let points = try pool.points(rows).normalized()
            var isNear = nearOnes(of: points, to: [known, try directions(of: batch, in: pool)])
            for (place, row) in rows.enumerated() where batch.count < pool.wantedCount {
                if isNear[place] {
                    passedOver.append(row)
                    continue
                }
                batch.append(row)
                for (other, cosine) in points.products(with: points.row(place)).enumerated() where cosine > similarity {
                    isNear[other] = true
                }
            }
        }
        batch += passedOver.prefix(max(0, pool.wantedCount - batch.count))
        return Selection(scores: selection.scores, leading: batch)
    }

    /// Some rows scaled to length 1, without those of length 0; nil without any.
    private func directions(of rows: [Int], in pool: QueryPool) throws(LearningError) -> WideMatrix? {
        guard !rows.isEmpty else { return nil }
        let points = try pool.points(rows).normalized()
        let directed = points.squaredLengths().enumerated().filter { $0.element > 0 }.map(\.offset)
        return directed.isEmpty ? nil : points.selecting(rows: directed)
    }

    /// Whether each row has a cosine above the limit with one of others.
    private func nearOnes(of points: WideMatrix, to others: [WideMatrix?]) -> [Bool] {
        var isNear = [Bool](repeating: false, count: points.rowCount)
        let lengths = points.squaredLengths()
        for others in others.compactMap(\.self) {
            let distances = points.nearest(to: others, squaredLengths: lengths).squaredDistances
            for place in isNear.indices where lengths[place] > 0 {
                // |x − y|² = 2 − 2 cos for rows of length 1.
                if 1 - distances[place] / 2 > similarity { isNear[place] = true }
            }
        }
        return isNear
    }
}
