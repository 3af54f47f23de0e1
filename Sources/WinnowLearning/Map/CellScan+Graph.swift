internal import WinnowNumerics

extension CellScan {
    /// By rows of the pool, with distances that are made from differences: right to the last digits also of rows that
    /// are all but equal.
    func graph(_ lists: NeighbourLists) -> NeighbourGraph {
        let (n, k) = (lists.rowCount, lists.capacity)
        var neighbours = [UInt32](repeating: 0, count: n * k)
        var distances = [Float](repeating: 0, count: n * k)
        neighbours.withUnsafeMutableBufferPointer { neighbours in
            distances.withUnsafeMutableBufferPointer { distances in
                // SAFETY: each chunk writes the rows at its own places, and the memory outlives the loop.
                nonisolated(unsafe) let (neighbours, distances) = (neighbours, distances)
                ParallelFor.chunks(of: n, size: 512) { _, places in
                    for place in places {
                        let start = cells.order[place] * k
                        for (rank, (square, row)) in nearest(to: place, in: lists).enumerated() {
                            neighbours[start + rank] = row
                            distances[start + rank] = rows.distance(square)
                        }
                    }
                }
            }
        }
        return NeighbourGraph(rowCount: n, neighbourCount: k, neighbours: neighbours, distances: distances)
    }

    /// What was found for the row at a place, nearest first: squares of distances, made from differences, and rows of
    /// the pool.
    func nearest(to place: Int, in lists: NeighbourLists) -> [(square: Float, row: UInt32)] {
        let k = lists.capacity
        return lists.rows[place * k..<(place + 1) * k].lazy.filter { $0 != NeighbourLists.nobody }.map { other in
            (rows.squaredDistance(place, Int(other)), UInt32(cells.order[Int(other)]))
        }.sorted { $0 < $1 }
    }
}
