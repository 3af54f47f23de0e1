internal import WinnowNumerics

/// The rows of a pool in the order in which they should be labelled, found as far as it is asked for.
///
/// Most pools are far larger than what is labelled before the next model, so only a prefix is sorted, and extended when
/// it runs out.
package struct Ranking: Sendable {
    /// Scores by position in the pool.
    package let scores: [Float]
    /// Positions, best first, ties to the lower position: all of them, or as many as were asked for so far.
    package private(set) var prefix: [Int]

    /// - Parameters:
    ///   - scores: Finite, higher is more informative.
    ///   - prefixCount: How many positions to order at once.
    package init(scores: [Float], prefixCount: Int = 4096) {
        self.scores = scores
        prefix = topPositions(prefixCount, of: scores)
    }

    /// The position at a rank counted from 0, or nil behind the last.
    ///
    /// - Complexity: O(1) within the prefix; O(n log n) each time it doubles.
    package mutating func position(atRank rank: Int) -> Int? {
        guard rank < scores.count else { return nil }
        if rank >= prefix.count { prefix = topPositions(max(2 * prefix.count, rank + 1), of: scores) }
        return prefix[rank]
    }

    /// The rank of a position, or nil when it is behind the prefix.
    ///
    /// - Complexity: O(log n).
    package func rank(of position: Int) -> Int? {
        guard scores.indices.contains(position) else { return nil }
        var (low, high) = (0, prefix.count)
        while low < high {
            let middle = (low + high) / 2
            let other = prefix[middle]
            let isBefore = scores[other] == scores[position] ? other < position : scores[other] > scores[position]
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low < prefix.count && prefix[low] == position ? low : nil
    }
}
