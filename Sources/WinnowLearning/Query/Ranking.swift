internal import WinnowNumerics

/// The rows of a pool in the order in which they should be labelled, found as far as it is asked for.
///
/// Most pools are far larger than what is labelled before the next model, so only a prefix is sorted, and extended when
/// it runs out.
public struct Ranking: Sendable {
    /// Scores by position in the pool.
    public let scores: [Float]
    /// Positions that come first whatever their scores: a batch that was chosen as one. Behind it come the others by score,
    /// ties to the lower position: all of them, or as many as were asked for so far.
    public private(set) var prefix: [Int]
    /// The ranks of the batch.
    private let leadingRanks: [Int: Int]
    /// With what probability each position of the batch was drawn; empty where nothing was drawn.
    private let drawn: [Double]

    /// - Parameters:
    ///   - scores: Finite, higher is more informative.
    ///   - prefixCount: How many positions to order at once.
    public init(scores: [Float], prefixCount: Int = 4096) {
        self.init(Selection(scores: scores), prefixCount: prefixCount)
    }

    /// - Parameter prefixCount: How many positions to order at once.
    public init(_ selection: Selection, prefixCount: Int = 4096) {
        scores = selection.scores
        leadingRanks = Dictionary(
            selection.leading.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        drawn = selection.probabilities ?? []
        prefix = selection.leading
        extend(to: prefixCount)
    }

    private mutating func extend(to count: Int) {
        let best = topPositions(count, of: scores)
        prefix =
            prefix.prefix(leadingRanks.count) + (leadingRanks.isEmpty ? best : best.filter { leadingRanks[$0] == nil })
    }

    /// The probability with which a position was drawn, given those before it; nil when it was not drawn.
    public func probability(of position: Int) -> Double? {
        leadingRanks[position].flatMap { drawn.indices.contains($0) ? drawn[$0] : nil }
    }

    /// The position at a rank counted from 0, or nil behind the last.
    ///
    /// - Complexity: O(1) within the prefix; O(n log n) each time it doubles.
    public mutating func position(atRank rank: Int) -> Int? {
        guard rank < scores.count else { return nil }
        if rank >= prefix.count { extend(to: max(2 * prefix.count, rank + 1)) }
        return prefix[rank]
    }

    /// The rank of a position, or nil when it is behind the prefix.
    ///
    /// - Complexity: O(log n).
    public func rank(of position: Int) -> Int? {
        guard scores.indices.contains(position) else { return nil }
        if let rank = leadingRanks[position] { return rank }
        var (low, high) = (leadingRanks.count, prefix.count)
        while low < high {
            let middle = (low + high) / 2
            let other = prefix[middle]
            let isBefore = scores[other] == scores[position] ? other < position : scores[other] > scores[position]
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low < prefix.count && prefix[low] == position ? low : nil
    }
}
