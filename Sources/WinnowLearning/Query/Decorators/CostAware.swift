private import Foundation
internal import WinnowNumerics

/// A strategy that asks for what a second of an annotator's time tells most: utility divided by expected seconds.
///
/// Utility has to be a number that is at least 0 and means something as a ratio. The scores of a strategy that scores row by row
/// are taken as they are. A strategy that chooses a batch, or has scores below 0, gives an order only; the utility of its
/// r-th row (from 1; the batch first, then by score) is `r^−rankPower`. With the default 1/2 a row may come four
/// times as late for half the cost.
///
/// - Source: Settles, Craven and Friedland 2008 (cost-sensitive sampling: divide by predicted cost); Haertel, Seppi, Ringger and
///   Carroll 2008 (return on investment). Utility by ranks is ours. A batch that was chosen as one loses what holds it together
///   where cheaper rows enter it; draws have no probabilities.
/// - Throws: `LearningError.nonFinite` for an open row whose seconds are no number, besides what the strategy throws.
/// - Complexity: O(n), O(n log n) by ranks, besides what the strategy costs.
public struct CostAware: QueryStrategy {
    /// Where utility comes from.
    public enum Utility: String, Sendable, Codable, CaseIterable {
        /// Scores; those below 0 count as 0.
        case scores
        case ranks
    }

    /// Where utility comes from.
    public var strategy: any QueryStrategy
    /// nil: by ranks where the strategy chose a batch or an open row has a score below 0, else by scores.
    public var utility: Utility?
    /// At least 0; with 0 only the cost decides.
    public var rankPower = 0.5
    /// Expected seconds for a row of the pool.
    private let seconds: @Sendable (_ row: Int) -> Float

    /// No label takes less.
    private static let leastSeconds = 0.1

    /// - Parameter seconds: For a row of the pool; less than a tenth of a second counts as that.
    public init(
        _ strategy: any QueryStrategy,
        utility: Utility? = nil,
        seconds: @escaping @Sendable (_ row: Int) -> Float
    ) {
        self.strategy = strategy
        self.utility = utility
        self.seconds = seconds
    }

    /// - Parameter seconds: By row of the pool, all of them.
    public init(_ strategy: any QueryStrategy, utility: Utility? = nil, seconds: [Float]) {
        self.init(strategy, utility: utility) { seconds[$0] }
    }

    /// Scores are utility for each second; nothing leads.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let selection = try strategy.select(from: pool)
        var scores = [Float](repeating: 0, count: pool.rowCount)
        let utilities = utilities(of: selection, open: pool.open)
        for (row, utility) in utilities {
            let seconds = Double(seconds(row))
            guard seconds.isFinite else { throw .nonFinite(row: row) }
            let ratio = utility / max(seconds, CostAware.leastSeconds)
            scores[row] = Float(min(ratio, Double(Float.greatestFiniteMagnitude)))
        }
        return Selection(scores: scores)
    }

    private func utilities(of selection: Selection, open: [Int]) -> [(row: Int, utility: Double)] {
        let isOrder = !selection.leading.isEmpty || open.contains { selection.scores[$0] < 0 }
        switch utility ?? (isOrder ? .ranks : .scores) {
        case .scores:
            return open.map { (row: $0, utility: max(0, Double(selection.scores[$0]))) }
        case .ranks:
            let order = selection.order(of: open, count: open.count)
            return order.enumerated().map { (row: $0.element, utility: pow(Double($0.offset + 1), -rankPower)) }
        }
    }
}
