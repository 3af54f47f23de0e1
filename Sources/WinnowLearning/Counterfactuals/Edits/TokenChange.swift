/// Neighbouring tokens of the original and those that took their place; one of them may be empty.
struct TokenChange: Equatable {
    var original: Range<Int>
    var revised: Range<Int>

    /// Tokens on the larger side.
    var size: Int { max(original.count, revised.count) }

    /// What lies between the runs of an alignment.
    static func between(_ runs: [TokenAlignment.Run], originalCount: Int, revisedCount: Int) -> [TokenChange] {
        var changes: [TokenChange] = []
        var (original, revised) = (0, 0)
        for run in runs + [.init(original: originalCount, revised: revisedCount, count: 0)] {
            let change = TokenChange(original: original..<run.original, revised: revised..<run.revised)
            if change.size > 0 { changes.append(change) }
            (original, revised) = (run.original + run.count, run.revised + run.count)
        }
        return changes
    }

    /// Joins changes with little that is the same between them, which reads as one change.
    ///
    /// A token that two rewritten phrases have in common by chance tells a person nothing: changes are joined when what is
    /// between them is at most half as long as the smaller one.
    static func joined(_ changes: [TokenChange]) -> [TokenChange] {
        var joined: [TokenChange] = []
        for change in changes {
            if let last = joined.last {
                let between = change.original.lowerBound - last.original.upperBound
                if 2 * between <= min(last.size, change.size) {
                    joined[joined.count - 1] = TokenChange(
                        original: last.original.lowerBound..<change.original.upperBound,
                        revised: last.revised.lowerBound..<change.revised.upperBound
                    )
                    continue
                }
            }
            joined.append(change)
        }
        return joined
    }
}
