public import WinnowNumerics

extension PoolMap {
    /// A map of a pool that has grown: the rows that are on this one stay where they are, and each new one lies at
    /// the mean of the places of its nearest neighbours among them, weighted by how much these belong to it.
    ///
    /// New rows that are like none of the others come to lie between them; a map of which much is new is better made
    /// anew.
    ///
    /// - Parameters:
    ///   - pool: Its first rows are those of this map; the others are new.
    ///   - neighbourCount: Neighbours that count for a place, at least 1.
    /// - Returns: A map of all rows. On a map without rows all new ones lie at the origin.
    /// - Throws: `LearningError.noDenseFeatures`; `.nonFinite(row:)` with the first such row of the pool; `.cancelled`.
    /// - Complexity: O(rows of the map · new rows · d), 4·n·d bytes of memory; the same bits for any number of threads.
    /// - Source: McInnes, Healy and Melville 2018: where `umap-learn` lets new rows begin; that they are not moved
    ///   from there is what leaves them beside their neighbours at no cost.
    public func extended(
        to pool: PoolFeatures,
        neighbourCount: Int = 15,
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> PoolMap {
        precondition(neighbourCount > 0, "\(neighbourCount) neighbours")
        precondition(pool.rowCount >= rowCount, "\(pool.rowCount) rows of a map of \(rowCount)")
        let frame = try RowFrame(pool)
        let newCount = pool.rowCount - rowCount
        guard rowCount > 0, newCount > 0 else {
            return PoolMap(coordinates: coordinates + [Float](repeating: 0, count: 2 * newCount))
        }
        let cells = RowCells(placing: rowCount..<pool.rowCount)
        let rows = CentredRows(pool, order: cells.order, frame: frame)
        let scan = CellScan(rows: rows, cells: cells, neighbourCount: min(neighbourCount, rowCount))
        let lists = try scan.lists(cancellation: cancellation) { _ in }
        let places = ParallelFor.map(newCount) { number in
            let nearest = scan.nearest(to: rowCount + number, in: lists)
            return place(of: nearest.map(\.row), at: nearest.map { rows.distance($0.square) })
        }
        return PoolMap(coordinates: coordinates + places.flatMap { [$0.x, $0.y] })
    }

    /// Between some rows of the map.
    ///
    /// - Parameter distances: To these, ascending.
    private func place(of rows: [UInt32], at distances: [Float]) -> SIMD2<Float> {
        let mean = distances.reduce(0) { $0 + Double($1) } / Double(distances.count)
        let hasEqual = distances.first == 0
        var (sum, total) = (SIMD2<Double>(0, 0), 0.0)
        for (rank, weight) in Memberships.of(distances[...], meanDistance: mean).enumerated() {
            // A row that is equal to some on the map lies where they do.
            let weight = hasEqual && distances[rank] > 0 ? 0 : Double(weight)
            sum += weight * SIMD2<Double>(self[Int(rows[rank])])
            total += weight
        }
        return SIMD2<Float>(sum / total)
    }
}
