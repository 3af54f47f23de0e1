internal import CWinnowKernels

extension WideMatrix {
    /// The square of each row's length.
    public func squaredLengths() -> [Float] {
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

    /// A row without what pads it.
    public func row(_ row: Int) -> ArraySlice<Float> {
        values[row * stride..<row * stride + columnCount]
    }

    /// The inner product of each row with a vector of d numbers.
    ///
    /// - Complexity: O(n·d) on several threads; the same bits for any number of them.
    public func products(with vector: ArraySlice<Float>) -> [Float] {
        precondition(vector.count == columnCount, "\(vector.count) numbers for \(columnCount) columns")
        let table = DenseTable(columnCount: columnCount, outputCount: 1) { column, _ in
            vector[vector.startIndex + column]
        }
        return [Float](unsafeUninitializedCapacity: rowCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: 2048) { _, rows in
                values.withUnsafeBufferPointer { values in
                    guard let start = values.baseAddress else { return }
                    table.multiply(
                        start + rows.lowerBound * stride,
                        rowCount: rows.count,
                        stride: stride,
                        UnsafeMutableBufferPointer(rebasing: out[rows])
                    )
                }
            }
            count = rowCount
        }
    }

    /// The square of each row's distance to a point, at least 0.
    ///
    /// - Parameter squaredLengths: Of these rows, from `squaredLengths()`.
    public func squaredDistances(to point: ArraySlice<Float>, squaredLengths: [Float]) -> [Float] {
        let length = point.reduce(0) { $0 + $1 * $1 }
        var distances = products(with: point)
        for row in distances.indices { distances[row] = max(0, squaredLengths[row] + length - 2 * distances[row]) }
        return distances
    }

    /// The squares of the distances of each row to some points, row-major `(n, m)`, at least 0.
    ///
    /// - Parameters:
    ///   - points: m rows of as many columns, m at least 1.
    ///   - squaredLengths: Of these rows, from `squaredLengths()`.
    /// - Complexity: O(n·m·d), by tiles, on several threads; the same bits for any number of them.
    public func squaredDistances(to points: WideMatrix, squaredLengths: [Float]) -> DenseMatrix {
        precondition(points.rowCount > 0 && points.columnCount == columnCount, "\(points.rowCount) points")
        precondition(squaredLengths.count == rowCount, "\(squaredLengths.count) lengths of \(rowCount) rows")
        let table = DenseTable(columnCount: columnCount, outputCount: points.rowCount, isPadded: true) {
            points[$1, $0]
        }
        let lengths = points.squaredLengths()
        let (width, count) = (table.outStride, points.rowCount)
        let distances = [Float](unsafeUninitializedCapacity: rowCount * count) { buffer, initialized in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: 128) { _, rows in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * width) { products in
                    values.withUnsafeBufferPointer { values in
                        guard let start = values.baseAddress else { return }
                        let first = start + rows.lowerBound * stride
                        table.multiply(first, rowCount: rows.count, stride: stride, products)
                    }
                    for row in rows {
                        let source = (row - rows.lowerBound) * width
                        for point in 0..<count {
                            let square = squaredLengths[row] + lengths[point] - 2 * products[source + point]
                            out[row * count + point] = max(0, square)
                        }
                    }
                }
            }
            initialized = rowCount * count
        }
        return DenseMatrix(rowCount: rowCount, columnCount: count, values: distances)
    }

    /// Which centre each row is nearest to.
    public struct Nearest: Sendable, Equatable {
        /// The number of the centre, the first of equally near ones.
        public let centres: [Int]
        /// The square of the distance to it, at least 0.
        public let squaredDistances: [Float]
    }

    /// Assigns each row to the nearest of some centres.
    ///
    /// - Parameters:
    ///   - centres: k rows of as many columns, k at least 1.
    ///   - squaredLengths: Of these rows, from `squaredLengths()`.
    /// - Complexity: O(n·k·d) on several threads; the same bits for any number of them.
    public func nearest(
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
