internal import WinnowNumerics

/// A strategy whose batch makes up for the labels that labelled rows lack.
///
/// An open row counts for the label that is most probable for it, the first of equal ones. With c labelled rows of a label,
/// m open rows that count for it and q rows of it in the batch, the batch has the q that make `Σ (c + q)²` least under
/// `0 ≤ q ≤ m` and `Σ q` = rows wanted: rows are given one by one to the label that has least so far and rows left. Within a
/// label, and between labels that have as much, the strategy's own order decides.
///
/// With several labels an item it is the strategy itself: a row changes the counts of all its labels at once.
///
/// - Source: small-text `ClassBalancer`. Deviations: quotas are the exact optimum (giving to the least is optimal for a sum of
///   convex functions), and not shares that are rounded and drawn; the strategy is asked once for all labels. Draws have no
///   probabilities.
/// - Throws: `LearningError.nonFinite` for an open row, besides what the strategy throws.
/// - Complexity: O(n·k + n log n + batch·k), besides what the strategy costs.
public struct LabelBalanced: QueryStrategy {
    /// What gives the order within a label.
    public var strategy: any QueryStrategy

    /// - Parameter strategy: What gives the order within a label.
    public init(_ strategy: any QueryStrategy) {
        self.strategy = strategy
    }

    /// A batch of the quotas of all labels; scores are the strategy's.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let selection = try strategy.select(from: pool)
        guard !pool.isMultilabel, pool.labelCount > 1 else { return selection }
        var places: [[Int]] = Array(repeating: [], count: pool.labelCount)
        let order = selection.order(of: pool.open, count: pool.open.count)
        for (place, row) in order.enumerated() { places[try predictedLabel(of: row, in: pool)].append(place) }
        let batch = LabelBalanced.batch(pool.wantedCount, of: places, labelCounts: pool.labelCounts)
        return Selection(scores: selection.scores, leading: batch.map { order[$0] })
    }

    private func predictedLabel(of row: Int, in pool: QueryPool) throws(LearningError) -> Int {
        var (best, highest) = (0, -Float.infinity)
        for (label, value) in pool.probabilities.row(row).enumerated() {
            guard value.isFinite else { throw .nonFinite(row: row) }
            if value > highest { (best, highest) = (label, value) }
        }
        return best
    }

    /// Places, as many as wanted or all, given one by one to the label that has least.
    ///
    /// - Parameters:
    ///   - places: By label, ascending.
    ///   - labelCounts: By label.
    static func batch(_ count: Int, of places: [[Int]], labelCounts: [Int]) -> [Int] {
        var batch: [Int] = []
        var given = places.map { _ in 0 }
        while batch.count < count {
            let least = places.indices.filter { given[$0] < places[$0].count }.min { first, second in
                (labelCounts[first] + given[first], places[first][given[first]])
                    < (labelCounts[second] + given[second], places[second][given[second]])
            }
            guard let least else { break }
            batch.append(places[least][given[least]])
            given[least] += 1
        }
        return batch
    }
}
