internal import CWinnowKernels

extension WideMatrix {
    /// The square of each row's length.
    package func squaredLengths() -> [Float] {
        [Float](unsafeUninitializedCapacity: rowCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: 4096) { _, rows in
                values.withUnsafeBufferPointer { values in
                    for row in rows {
                        var sum: Float = 0
                        for index in row * stride..<row * stride + columnCount { sum += values[index] * values[index] }
                        out[row] = sum
                    }
                }
            }
            count = rowCount
        }
    }

    /// Which centre each row is nearest to.
    package struct Nearest: Sendable, Equatable {
        /// The number of the centre, the first of equally near ones.
        package let centres: [Int]
        /// The square of the distance to it, at least 0.
        package let squaredDistances: [Float]
    }

    /// Assigns each row to the nearest of some centres.
    ///
    /// - Parameters:
    ///   - centres: k rows of as many columns, k at least 1.
    ///   - squaredLengths: Of these rows, from `squaredLengths()`.
    /// - Complexity: O(n·k·d) on several threads; the same bits for any number of them.
    package func nearest(
        to centres: WideMatrix,
        squaredLengths: [Float],
        kernels: DenseKernels = .best
    ) -> Nearest {
        precondition(centres.rowCount > 0 && centres.columnCount == columnCount, "\(centres.rowCount) centres")
        precondition(squaredLengths.count == rowCount, "\(squaredLengths.count) lengths of \(rowCount) rows")
        let table = DenseTable(columnCount: columnCount, outputCount: centres.rowCount, isPadded: true) {
            centres[$1, $0]
        }
        // |x − c|² = |x|² − 2 (x·c − |c|²/2): the nearest is where the bracket is largest.
        var halfSquares = centres.squaredLengths().map { $0 / 2 }
        halfSquares += [Float](repeating: .infinity, count: table.outStride - centres.rowCount)
        var numbers = [UInt32](repeating: 0, count: rowCount)
        var distances = [Float](repeating: 0, count: rowCount)
        numbers.withUnsafeMutableBufferPointer { numbers in
            distances.withUnsafeMutableBufferPointer { distances in
                // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
                nonisolated(unsafe) let (numbers, distances) = (numbers, distances)
                ParallelFor.chunks(of: rowCount, size: 256) { _, rows in
                    assign(rows, table, halfSquares, numbers, distances, kernels)
                    for row in rows { distances[row] = max(0, squaredLengths[row] - 2 * distances[row]) }
                }
            }
        }
        return Nearest(centres: numbers.map(Int.init), squaredDistances: distances)
    }

    private func assign(
        _ rows: Range<Int>,
        _ table: DenseTable,
        _ halfSquares: [Float],
        _ numbers: UnsafeMutableBufferPointer<UInt32>,
        _ gains: UnsafeMutableBufferPointer<Float>,
        _ kernels: DenseKernels
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * table.outStride) { products in
            values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress else { return }
                let first = start + rows.lowerBound * stride
                table.multiply(first, rowCount: rows.count, stride: stride, products, kernels: kernels)
            }
            kernels.table.pointee.nearest_f32(
                rows.count,
                table.outputCount,
                products.baseAddress,
                table.outStride,
                halfSquares,
                numbers.baseAddress.map { $0 + rows.lowerBound },
                gains.baseAddress.map { $0 + rows.lowerBound }
            )
        }
    }
}
