public import WinnowNumerics

/// Finds the nearest rows of each row of a pool.
///
/// Small pools are searched through and through. In larger ones rows are sorted into clusters, each is compared with
/// those of the clusters whose centres are nearest (an inverted file, by products of whole blocks), and what that
/// missed is found among the neighbours of its neighbours: rounds of NN-descent that start from lists which are
/// nearly right.
///
/// - Source: Sivic and Zisserman 2003, Jégou, Douze and Schmid 2011 (inverted files); Dong, Moses and Li 2011
///   (NN-descent). The clustered start is in place of Dong's random one and of the random projection trees of
///   `pynndescent`: products of blocks cost much less than as many single distances.
public struct NeighbourSearch: Sendable, Hashable {
    /// k, at least 1.
    public var neighbourCount: Int
    /// Pools of so many rows at most are searched exactly.
    public var exactRowLimit: Int
    /// Rows that each row of a larger pool is compared with, about, before the descent.
    public var probedRowCount: Int
    /// Rounds of descent at most; it ends earlier when hardly anything is found.
    public var roundLimit: Int

    /// - Parameters: Counts of at least 1; limits of at least 0.
    public init(
        neighbourCount: Int = 15,
        exactRowLimit: Int = 20_000,
        probedRowCount: Int = 6144,
        roundLimit: Int = 4
    ) {
        precondition(neighbourCount > 0 && probedRowCount > 0, "\(neighbourCount) of \(probedRowCount)")
        precondition(exactRowLimit >= 0 && roundLimit >= 0, "\(exactRowLimit) rows, \(roundLimit) rounds")
        self.neighbourCount = neighbourCount
        self.exactRowLimit = exactRowLimit
        self.probedRowCount = probedRowCount
        self.roundLimit = roundLimit
    }

    /// Searches by the dense columns.
    ///
    /// - Parameters:
    ///   - seed: Of the clusters of a larger pool.
    ///   - progress: Told the share that is done, 0…1, now and then, from the calling thread.
    /// - Throws: `LearningError.noDenseFeatures`; `.nonFinite(row:)` with the first such row; `.cancelled`.
    /// - Complexity: O(n²·d) up to the limit; beyond it O(n·d·(probed rows + clusters)) with n / 128 clusters, 1,024 at
    ///   most. 4·n·d bytes of memory. The same bits for any number of threads.
    public func graph(
        of pool: PoolFeatures,
        seed: UInt64,
        cancellation: Cancellation? = nil,
        progress: (Double) -> Void = { _ in }
    ) throws(LearningError) -> NeighbourGraph {
        let frame = try RowFrame(pool)
        let count = min(neighbourCount, max(pool.rowCount - 1, 0))
        guard count > 0 else {
            return NeighbourGraph(rowCount: pool.rowCount, neighbourCount: 0, neighbours: [], distances: [])
        }
        let cells =
            pool.rowCount <= exactRowLimit
            ? RowCells(whole: pool.rowCount)
            // As many at least as fill a list.
            : RowCells(clustering: pool, frame: frame, probedRowCount: max(probedRowCount, count + 1), seed: seed)
        if cancellation?.isCancelled == true { throw .cancelled }
        let rows = CentredRows(pool, order: cells.order, frame: frame)
        let scan = CellScan(rows: rows, cells: cells, neighbourCount: count)
        var lists = try scan.lists(cancellation: cancellation) { progress(0.9 * $0) }
        if !cells.isWhole {
            let descent = NeighbourDescent(rows: rows, cells: cells)
            for round in 0..<roundLimit {
                let foundCount = try descent.improve(&lists, cancellation: cancellation)
                progress(0.9 + 0.1 * Double(round + 1) / Double(roundLimit))
                // As Dong, Moses and Li: until fewer than a thousandth of the lists' entries change.
                if foundCount * 1000 < lists.rowCount * lists.capacity { break }
            }
        }
        return scan.graph(lists)
    }
}
