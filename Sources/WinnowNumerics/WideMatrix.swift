internal import CWinnowKernels

/// A dense matrix in single precision whose rows are padded with zeros to whole vectors: n rows, d columns.
///
/// Products of single precision are right to a few parts in ten million. Where many of them are added, that is done in
/// double precision, a chunk of rows at a time.
public struct WideMatrix: Sendable, Equatable {
    /// n.
    public let rowCount: Int
    /// d.
    public let columnCount: Int
    /// Numbers between the beginnings of two rows.
    public let stride: Int
    /// Row-major `(n, stride)`; behind the d numbers of a row are zeros.
    public var values: [Float]

    /// All numbers 0.
    ///
    /// - Parameter columnCount: Above 0.
    public init(zeros rowCount: Int, _ columnCount: Int) {
        precondition(rowCount >= 0 && columnCount > 0, "\(rowCount) × \(columnCount)")
        self.rowCount = rowCount
        self.columnCount = columnCount
        stride = DenseKernels.padded(columnCount)
        values = [Float](repeating: 0, count: rowCount * stride)
    }

    private init(rowCount: Int, columnCount: Int, values: [Float]) {
        (self.rowCount, self.columnCount, stride) = (rowCount, columnCount, columnCount)
        self.values = values
    }

    /// The same numbers, padded.
    public init(_ matrix: DenseMatrix) {
        guard DenseKernels.padded(matrix.columnCount) != matrix.columnCount || matrix.columnCount == 0 else {
            // There is nothing to pad: the same memory serves.
            self.init(rowCount: matrix.rowCount, columnCount: matrix.columnCount, values: matrix.values)
            return
        }
        self.init(zeros: matrix.rowCount, matrix.columnCount)
        values.withUnsafeMutableBufferPointer { values in
            matrix.values.withUnsafeBufferPointer { source in
                for row in 0..<rowCount {
                    let target = UnsafeMutableBufferPointer(rebasing: values[row * stride..<row * stride + columnCount])
                    _ = target.update(fromContentsOf: source[row * columnCount..<(row + 1) * columnCount])
                }
            }
        }
    }

    /// Some of the rows, in the order given.
    public func selecting(rows: some Collection<Int>) -> WideMatrix {
        var selected = WideMatrix(zeros: rows.count, columnCount)
        for (place, row) in rows.enumerated() {
            selected.values.replaceSubrange(
                place * stride..<(place + 1) * stride,
                with: values[row * stride..<(row + 1) * stride]
            )
        }
        return selected
    }

    /// One number, of the d of a row.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * stride + column] }
        set { values[row * stride + column] = newValue }
    }

    /// `Rᵀ · self`, by output, `(m, stride)`.
    ///
    /// - Parameters:
    ///   - rows: R, row-major `(n, rowStride)`; the first m numbers of a row count.
    /// - Complexity: O(n·d·m) on several threads; the same bits for any number of them.
    public func transposedTimes(_ rows: [Float], outputCount: Int, stride rowStride: Int) -> [Double] {
        precondition(rows.count == rowCount * rowStride, "\(rows.count) numbers for \(rowCount) rows")
        let size = max(256, (rowCount + 63) / 64)
        let length = outputCount * stride
        let parts = ParallelFor.map((rowCount + size - 1) / size) { chunk -> [Float] in
            let first = chunk * size
            return [Float](unsafeUninitializedCapacity: length) { buffer, count in
                values.withUnsafeBufferPointer { values in
                    rows.withUnsafeBufferPointer { rows in
                        DenseKernels.best.table.pointee.product_f32(
                            outputCount,
                            min(size, rowCount - first),
                            stride,
                            rows.baseAddress.map { $0 + first * rowStride },
                            1,
                            rowStride,
                            values.baseAddress.map { $0 + first * stride },
                            stride,
                            buffer.baseAddress,
                            stride,
                            0
                        )
                    }
                }
                count = length
            }
        }
        var sums = [Double](repeating: 0, count: length)
        for part in parts {
            for index in part.indices { sums[index] += Double(part[index]) }
        }
        return sums
    }

    /// `self · Wᵀ`, row-major `(n, rowStride)`.
    ///
    /// - Parameters:
    ///   - weights: W, by output, `(m, stride)`.
    ///   - rowStride: Numbers between the beginnings of two rows of the product; those behind its m are 0.
    /// - Complexity: O(n·d·m) on several threads; the same bits for any number of them.
    public func times(weights: [Double], outputCount: Int, stride rowStride: Int) -> [Double] {
        precondition(weights.count == outputCount * stride, "\(weights.count) weights for \(outputCount) outputs")
        let table = DenseTable(columnCount: columnCount, outputCount: outputCount) { column, output in
            Float(weights[output * stride + column])
        }
        return [Double](unsafeUninitializedCapacity: rowCount * rowStride) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: 256) { _, rows in
                write(rows, table, stride: rowStride, into: out)
            }
            count = rowCount * rowStride
        }
    }

    private func write(
        _ rows: Range<Int>,
        _ table: DenseTable,
        stride rowStride: Int,
        into out: UnsafeMutableBufferPointer<Double>
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * table.outStride) { products in
            values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress else { return }
                table.multiply(start + rows.lowerBound * stride, rowCount: rows.count, stride: stride, products)
            }
            for row in 0..<rows.count {
                let target = (rows.lowerBound + row) * rowStride
                for output in 0..<table.outputCount {
                    out[target + output] = Double(products[row * table.outStride + output])
                }
                for output in table.outputCount..<rowStride { out[target + output] = 0 }
            }
        }
    }

    /// `self · table`.
    ///
    /// - Parameter table: Row-major `(m, outputCount)` for m columns.
    public func times(_ table: [Double], outputCount: Int) -> WideMatrix {
        precondition(table.count == columnCount * outputCount, "\(table.count) numbers")
        let dense = DenseTable(columnCount: columnCount, outputCount: outputCount, isPadded: true) { column, output in
            Float(table[column * outputCount + output])
        }
        var product = WideMatrix(zeros: rowCount, outputCount)
        let width = product.stride
        product.values.withUnsafeMutableBufferPointer { out in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = out
            ParallelFor.chunks(of: rowCount, size: 512) { _, rows in
                values.withUnsafeBufferPointer { values in
                    guard let start = values.baseAddress else { return }
                    let target = UnsafeMutableBufferPointer(
                        rebasing: out[rows.lowerBound * width..<rows.upperBound * width]
                    )
                    dense.multiply(start + rows.lowerBound * stride, rowCount: rows.count, stride: stride, target)
                }
            }
        }
        return product
    }
}

extension SparseMatrix {
    /// `self · table`.
    ///
    /// - Complexity: O(entries · columns of the table) on several threads; the same bits for any number of them.
    public func times(_ table: WideMatrix, kernels: DenseKernels = .best) -> WideMatrix {
        precondition(table.rowCount == columnCount, "\(columnCount) columns times \(table.rowCount) rows")
        var product = WideMatrix(zeros: rowCount, table.columnCount)
        let stride = table.stride
        product.values.withUnsafeMutableBufferPointer { out in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = out
            ParallelFor.chunks(of: rowCount, size: 256) { _, rows in
                table.values.withUnsafeBufferPointer { table in
                    kernels.table.pointee.sparse_f32(
                        rows.count,
                        rowOffsets.baseAddress.map { $0 + rows.lowerBound },
                        columns.baseAddress,
                        values.baseAddress,
                        table.baseAddress,
                        stride,
                        out.baseAddress.map { $0 + rows.lowerBound * stride }
                    )
                }
            }
        }
        return product
    }
}
