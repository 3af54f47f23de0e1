internal import WinnowNumerics

extension RevisionPool {
    /// The rows to revise next, best first: a strategy's order, balanced over the labels of the originals.
    ///
    /// Rows are given one by one to the label with fewest revised and chosen rows, as `LabelBalanced` does; within a
    /// label, and between labels that have as much, the strategy's order decides.
    ///
    /// - Returns: `batchSize` open rows, fewer where fewer are open.
    /// - Throws: What the strategy does.
    /// - Complexity: O(n log n + batch · k), besides what the strategy costs.
    public func order(by strategy: some RevisionStrategy) throws(LearningError) -> [Int] {
        let selection = try strategy.select(from: self)
        let order = selection.order(of: open, count: open.count)
        var counts = [Int](repeating: 0, count: labelCount)
        for row in labels.indices where isRevised[row] { counts[labels[row]] += 1 }
        var places = [[Int]](repeating: [], count: labelCount)
        for (place, row) in order.enumerated() { places[labels[row]].append(place) }
        return LabelBalanced.batch(wantedCount, of: places, labelCounts: counts).map { order[$0] }
    }
}
