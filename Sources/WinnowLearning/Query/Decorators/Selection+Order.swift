internal import WinnowNumerics

extension Selection {
    /// Open rows in the order in which they are to be labelled: those that lead, then the others by score, ties to the lower
    /// row.
    ///
    /// - Parameter count: Rows wanted; fewer come back where fewer are open.
    /// - Complexity: O(n log count).
    func order(of open: [Int], count: Int) -> [Int] {
        guard leading.count < count else { return Array(leading.prefix(count)) }
        let taken = Set(leading)
        let others = taken.isEmpty ? open : open.filter { !taken.contains($0) }
        return leading + topPositions(count - leading.count, of: others.map { scores[$0] }).map { others[$0] }
    }

    /// What was chosen from some rows, as a choice from the whole pool: all other rows come behind these, in an order that is
    /// drawn evenly.
    ///
    /// The probabilities of draws are left out. They hold given the rows that were looked at; of the pool as a whole the
    /// first row's would be that times the share of rows looked at, but those of later rows would need the draws from all
    /// sets of rows that could have been looked at: an estimate with such products is not unbiased.
    ///
    /// - Parameter rows: Those looked at, ascending.
    func settingBack(allBut rows: [Int], seed: UInt64) -> Selection {
        var isLookedAt = [Bool](repeating: false, count: scores.count)
        for row in rows { isLookedAt[row] = true }
        let least = rows.map { scores[$0] }.min() ?? 0
        // Far enough below that rounding does not bring any of them up to the least.
        let step = max(1, abs(least))
        var generator = SeededGenerator(seed: seed, purpose: "rows not looked at")
        let behind = scores.indices.map { row -> Float in
            let lot = Float(generator.next() >> 40) * 0x1p-24
            return isLookedAt[row] ? scores[row] : max(-.greatestFiniteMagnitude, least - step * (1 + lot))
        }
        return Selection(scores: behind, leading: leading)
    }
}
