internal import WinnowNumerics

/// Compares the rows of each cell with those of the cells it probes, by products of whole blocks.
struct CellScan {
    let rows: CentredRows
    let cells: RowCells
    /// k.
    let neighbourCount: Int

    /// Cells between two looks at whether somebody still wants the result.
    private static let waveCount = 16

    /// - Complexity: O(rows · probed rows · d); the same bits for any number of threads.
    func lists(cancellation: Cancellation?, progress: (Double) -> Void) throws(LearningError) -> NeighbourLists {
        var lists = NeighbourLists(rowCount: rows.rowCount, capacity: neighbourCount)
        let count = cells.cells.count
        for first in stride(from: 0, to: count, by: Self.waveCount) {
            if cancellation?.isCancelled == true { throw .cancelled }
            let wave = first..<min(count, first + Self.waveCount)
            lists.rows.withUnsafeMutableBufferPointer { found in
                lists.squares.withUnsafeMutableBufferPointer { squares in
                    // SAFETY: each cell writes the lists of its own rows, and the memory outlives the loop.
                    nonisolated(unsafe) let (found, squares) = (found, squares)
                    ParallelFor.chunks(of: wave.count, size: 1) { number, _ in
                        scan(wave.lowerBound + number, found, squares)
                    }
                }
            }
            progress(Double(wave.upperBound) / Double(count))
        }
        return lists
    }

    private func scan(
        _ cell: Int,
        _ found: UnsafeMutableBufferPointer<UInt32>,
        _ squares: UnsafeMutableBufferPointer<Float>
    ) {
        guard !cells.probes[cell].isEmpty else { return }
        let home = cells.cells[cell]
        let table = rows.withValues { values in
            DenseTable(columnCount: rows.columnCount, outputCount: home.count, isPadded: true) { column, place in
                values[(home.lowerBound + place) * rows.columnCount + column]
            }
        }
        guard let found = found.baseAddress, let squares = squares.baseAddress else { return }
        // |x − y|² < w where x·y − |y|²/2 > (|x|² − w)/2, which is infinite for a list that is not full, and behind
        // the rows.
        var bounds = [Float](repeating: -.infinity, count: table.outStride)
        for place in home.count..<table.outStride { bounds[place] = .infinity }
        let capacity = RowCells.cellLimit * table.outStride
        withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { products in
            bounds.withUnsafeMutableBufferPointer { bounds in
                for probe in cells.probes[cell] {
                    let others = cells.cells[probe]
                    rows.rows.times(rows: others, table, into: products)
                    for (number, other) in others.enumerated() {
                        let start = number * table.outStride
                        let part = UnsafeMutableBufferPointer(rebasing: products[start..<start + table.outStride])
                        offer(other, to: home, part, bounds, found, squares)
                    }
                }
            }
        }
    }

    /// Offers one row to those of a cell.
    @inline(__always)
    private func offer(
        _ other: Int,
        to home: Range<Int>,
        _ products: UnsafeMutableBufferPointer<Float>,
        _ bounds: UnsafeMutableBufferPointer<Float>,
        _ found: UnsafeMutablePointer<UInt32>,
        _ squares: UnsafeMutablePointer<Float>
    ) {
        let lengths = rows.squaredLengths
        let half = lengths[other] / 2
        let (left, right) = (UnsafeRawPointer(products.baseAddress), UnsafeRawPointer(bounds.baseAddress))
        guard let left, let right else { return }
        for start in stride(from: 0, to: products.count, by: 16) {
            let product = left.loadUnaligned(fromByteOffset: 4 * start, as: SIMD16<Float>.self)
            let bound = right.loadUnaligned(fromByteOffset: 4 * start, as: SIMD16<Float>.self)
            let isNear = product - half .>= bound
            guard any(isNear) else { continue }
            for lane in 0..<16 where isNear[lane] && start + lane < home.count {
                let row = home.lowerBound + start + lane
                guard row != other else { continue }
                let square = max(0, lengths[row] + lengths[other] - 2 * products[start + lane])
                let list = row * neighbourCount
                let isIn = NeighbourLists.insert(
                    UInt32(other),
                    square,
                    found + list,
                    squares + list,
                    count: neighbourCount
                )
                if isIn { bounds[start + lane] = (lengths[row] - squares[list + neighbourCount - 1]) / 2 }
            }
        }
    }
}
