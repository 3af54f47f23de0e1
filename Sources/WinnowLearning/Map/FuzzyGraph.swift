internal import WinnowNumerics

/// How much pairs of rows belong together: the union of what each row says of its neighbours, `a + b − a·b`, symmetric.
///
/// - Source: McInnes, Healy and Melville 2018, algorithms 1 to 3.
struct FuzzyGraph: Sendable {
    /// n + 1 numbers: where each row's entries begin.
    let offsets: [Int]
    /// By entry the other row, ascending within a row.
    let others: [UInt32]
    /// By entry, above 0 and at most 1.
    let weights: [Float]

    /// n.
    var rowCount: Int { offsets.count - 1 }

    /// - Complexity: O(n·k·log k); the same bits for any number of threads.
    init(_ graph: NeighbourGraph) {
        let (n, k) = (graph.rowCount, graph.neighbourCount)
        let sum = graph.distances.reduce(0.0) { $0 + Double($1) }
        let mean = sum / Double(max(graph.distances.count, 1))
        var directed = [Float](repeating: 0, count: n * k)
        directed.withUnsafeMutableBufferPointer { out in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = out
            ParallelFor.chunks(of: n, size: 1024) { _, rows in
                for row in rows {
                    let weights = Memberships.of(graph.distances(of: row), meanDistance: mean)
                    for (rank, weight) in weights.enumerated() { out[row * k + rank] = weight }
                }
            }
        }
        let reverse = Self.reversed(graph)
        let size = 1024
        let parts = ParallelFor.map((n + size - 1) / size) { chunk in
            (chunk * size..<min(n, (chunk + 1) * size)).map { row in
                Self.union(row, graph, directed, reverse.entries[reverse.offsets[row]..<reverse.offsets[row + 1]])
            }
        }
        var (offsets, others, weights): ([Int], [UInt32], [Float]) = ([0], [], [])
        for row in parts.joined() {
            others += row.lazy.map(\.row)
            weights += row.lazy.map(\.weight)
            offsets.append(others.count)
        }
        (self.offsets, self.others, self.weights) = (offsets, others, weights)
    }

    /// By row, the entries of a neighbour graph that name it.
    private static func reversed(_ graph: NeighbourGraph) -> (offsets: [Int], entries: [Int]) {
        var offsets = [Int](repeating: 0, count: graph.rowCount + 1)
        for row in graph.neighbours { offsets[Int(row) + 1] += 1 }
        for row in 0..<graph.rowCount { offsets[row + 1] += offsets[row] }
        var (next, entries) = (offsets, [Int](repeating: 0, count: graph.neighbours.count))
        for (entry, row) in graph.neighbours.enumerated() {
            entries[next[Int(row)]] = entry
            next[Int(row)] += 1
        }
        return (offsets, entries)
    }

    private struct Entry {
        var row: UInt32
        var weight: Float
    }

    private static func union(
        _ row: Int,
        _ graph: NeighbourGraph,
        _ directed: [Float],
        _ reverse: ArraySlice<Int>
    ) -> [Entry] {
        let k = graph.neighbourCount
        var entries = (row * k..<(row + 1) * k).map { Entry(row: graph.neighbours[$0], weight: directed[$0]) }
        entries += reverse.map { Entry(row: UInt32($0 / k), weight: directed[$0]) }
        entries.sort { ($0.row, $0.weight) < ($1.row, $1.weight) }
        var merged: [Entry] = []
        for entry in entries where entry.weight > 0 {
            if let last = merged.last, last.row == entry.row {
                merged[merged.count - 1].weight = last.weight + entry.weight - last.weight * entry.weight
            } else {
                merged.append(entry)
            }
        }
        return merged
    }
}
