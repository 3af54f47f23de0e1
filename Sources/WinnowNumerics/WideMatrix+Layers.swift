internal import CWinnowKernels

/// Products of a network's layers and their derivatives, on the calling thread.
extension WideMatrix {
    /// Adds a product: `self += left · right`.
    ///
    /// - Complexity: O(n·d·m); the same bits for any number of threads, as it uses one.
    public mutating func addProduct(_ left: WideMatrix, _ right: WideMatrix) {
        precondition(left.columnCount == right.rowCount, "\(left.columnCount) columns times \(right.rowCount) rows")
        precondition(rowCount == left.rowCount && columnCount == right.columnCount, "a sum of another shape")
        guard left.rowCount > 0, right.rowCount > 0 else { return }
        let width = stride
        values.withUnsafeMutableBufferPointer { out in
            left.values.withUnsafeBufferPointer { a in
                right.values.withUnsafeBufferPointer { b in
                    DenseKernels.best.table.pointee.product_f32(
                        left.rowCount,
                        left.columnCount,
                        width,
                        a.baseAddress,
                        left.stride,
                        1,
                        b.baseAddress,
                        width,
                        out.baseAddress,
                        width,
                        1
                    )
                }
            }
        }
    }

    /// `selfᵀ · right`, `(d, m)`.
    ///
    /// - Parameter right: As many rows.
    public func transposedTimes(_ right: WideMatrix) -> WideMatrix {
        precondition(rowCount == right.rowCount, "\(rowCount) and \(right.rowCount) rows")
        var product = WideMatrix(zeros: columnCount, right.columnCount)
        guard rowCount > 0 else { return product }
        let width = right.stride
        product.values.withUnsafeMutableBufferPointer { out in
            values.withUnsafeBufferPointer { a in
                right.values.withUnsafeBufferPointer { b in
                    DenseKernels.best.table.pointee.product_f32(
                        columnCount,
                        rowCount,
                        width,
                        a.baseAddress,
                        1,
                        stride,
                        b.baseAddress,
                        width,
                        out.baseAddress,
                        width,
                        0
                    )
                }
            }
        }
        return product
    }

    /// `(d, n)`; at least one row.
    public func transposed() -> WideMatrix {
        var turned = WideMatrix(zeros: columnCount, rowCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                turned.values[column * turned.stride + row] = values[row * stride + column]
            }
        }
        return turned
    }

    /// The sum of each column, with the zeros behind them: `(stride)`.
    public func columnSums() -> [Float] {
        var sums = [Float](repeating: 0, count: stride)
        for start in Swift.stride(from: 0, to: values.count, by: stride) {
            for column in 0..<stride { sums[column] += values[start + column] }
        }
        return sums
    }
}

extension DenseTable {
    /// `out = X · table` of rows that lie one behind the other, `(rowCount, outStride)`.
    ///
    /// - Parameter rows: Row-major `(rowCount, d)`.
    public func times(
        _ rows: UnsafeBufferPointer<Float>,
        rowCount: Int,
        into out: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(rows.count >= rowCount * columnCount, "\(rows.count) numbers for \(rowCount) rows")
        guard rowCount > 0, let start = rows.baseAddress else { return }
        multiply(start, rowCount: rowCount, stride: columnCount, out)
    }
}
