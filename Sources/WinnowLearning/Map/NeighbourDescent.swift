internal import WinnowNumerics

/// Looks for nearer rows among the neighbours of neighbours, and those whose neighbour a row is.
///
/// Each round reads the lists of the last one, so that it does not matter which thread comes first; Dong's algorithm
/// changes them in place. Cells that a row was compared with as a whole are not looked at again.
///
/// - Source: Dong, Moses and Li 2011, "Efficient k-nearest neighbor graph construction for generic similarity
///   measures".
struct NeighbourDescent {
    let rows: CentredRows
    let cells: RowCells
    /// By place, the cell.
    private let cellOfPlace: [UInt32]

    init(rows: CentredRows, cells: RowCells) {
        self.rows = rows
        self.cells = cells
        cellOfPlace = cells.cells.enumerated().flatMap { [UInt32](repeating: UInt32($0), count: $1.count) }
    }

    /// One round.
    ///
    /// - Returns: Entries that changed.
    /// - Complexity: O(n·k²·d); the same bits for any number of threads.
    func improve(_ lists: inout NeighbourLists, cancellation: Cancellation?) throws(LearningError) -> Int {
        let last = lists
        let reverse = ReverseNeighbours(of: last)
        let counts = lists.rows.withUnsafeMutableBufferPointer { found in
            lists.squares.withUnsafeMutableBufferPointer { squares in
                // SAFETY: each cell writes the lists of its own rows, and the memory outlives the loop.
                nonisolated(unsafe) let (found, squares) = (found, squares)
                return ParallelFor.map(cells.cells.count) { cell in
                    cancellation?.isCancelled == true ? 0 : improve(cell, last, reverse, found, squares)
                }
            }
        }
        if cancellation?.isCancelled == true { throw .cancelled }
        return counts.reduce(0, +)
    }

    private func improve(
        _ cell: Int,
        _ last: NeighbourLists,
        _ reverse: ReverseNeighbours,
        _ found: UnsafeMutableBufferPointer<UInt32>,
        _ squares: UnsafeMutableBufferPointer<Float>
    ) -> Int {
        guard let found = found.baseAddress, let squares = squares.baseAddress else { return 0 }
        var isProbed = [Bool](repeating: false, count: cells.cells.count)
        for probe in cells.probes[cell] { isProbed[probe] = true }
        let (k, d) = (last.capacity, rows.columnCount)
        var (candidates, changedCount): ([UInt32], Int) = ([], 0)
        rows.withValues { values in
            for place in cells.cells[cell] {
                candidates.removeAll(keepingCapacity: true)
                collect(place, last, reverse, isProbed, &candidates)
                let list = place * k
                var previous = NeighbourLists.nobody
                for candidate in candidates where candidate != previous && candidate != place {
                    previous = candidate
                    let other = values + Int(candidate) * d
                    let square = CentredRows.squaredDistance(values + place * d, other, count: d)
                    if NeighbourLists.insert(candidate, square, found + list, squares + list, count: k) {
                        changedCount += 1
                    }
                }
            }
        }
        return changedCount
    }

    /// The rows to look at, ascending, some of them several times.
    private func collect(
        _ place: Int,
        _ last: NeighbourLists,
        _ reverse: ReverseNeighbours,
        _ isProbed: [Bool],
        _ candidates: inout [UInt32]
    ) {
        let k = last.capacity
        func add(_ row: UInt32) {
            guard row != NeighbourLists.nobody, !isProbed[Int(cellOfPlace[Int(row)])] else { return }
            candidates.append(row)
        }
        func addAround(_ row: UInt32) {
            guard row != NeighbourLists.nobody else { return }
            for entry in Int(row) * k..<(Int(row) + 1) * k { add(last.rows[entry]) }
            for other in reverse.rows(of: Int(row)) { add(other) }
        }
        for entry in place * k..<(place + 1) * k { addAround(last.rows[entry]) }
        for other in reverse.rows(of: place) {
            add(other)
            addAround(other)
        }
        candidates.sort()
    }
}
