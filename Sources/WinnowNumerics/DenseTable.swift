internal import CWinnowKernels

/// A table `(d, m)` in the layout that products of dense rows want.
public struct DenseTable: Sendable {
    /// d.
    public let columnCount: Int
    /// m.
    public let outputCount: Int
    /// Numbers between the beginnings of two rows of a product; what lies behind the outputs is 0.
    public let outStride: Int

    /// `(m, stride)` for few outputs, which are made as inner products; else `(d, stride)`, for products by tiles.
    private let values: [Float]
    private let stride: Int
    private let isFew: Bool

    /// - Parameters:
    ///   - isPadded: Whether rows of the product are to be whole vectors, however few outputs there are.
    ///   - value: Of a column and an output.
    public init(
        columnCount: Int,
        outputCount: Int,
        isPadded: Bool = false,
        value: (_ column: Int, _ output: Int) -> Float
    ) {
        precondition(columnCount > 0 && outputCount > 0, "\(columnCount) × \(outputCount)")
        self.columnCount = columnCount
        self.outputCount = outputCount
        isFew = outputCount <= 8 && !isPadded
        stride = DenseKernels.padded(isFew ? columnCount : outputCount)
        outStride = isFew ? outputCount : stride
        var values = [Float](repeating: 0, count: (isFew ? outputCount : columnCount) * stride)
        for output in 0..<outputCount {
            for column in 0..<columnCount {
                values[isFew ? output * stride + column : column * stride + output] = value(column, output)
            }
        }
        self.values = values
    }

    /// `out = X · table`, `(rowCount, outStride)`.
    func multiply(
        _ rows: UnsafePointer<Float>,
        rowCount: Int,
        stride rowStride: Int,
        _ out: UnsafeMutableBufferPointer<Float>,
        kernels: DenseKernels = .best
    ) {
        precondition(out.count >= rowCount * outStride, "out of \(out.count)")
        let functions = kernels.table.pointee
        if isFew {
            functions.few_f32(
                rowCount,
                columnCount,
                rows,
                rowStride,
                outputCount,
                values,
                stride,
                out.baseAddress,
                outStride
            )
        } else {
            functions.product_f32(
                rowCount,
                columnCount,
                stride,
                rows,
                rowStride,
                1,
                values,
                stride,
                out.baseAddress,
                outStride,
                0
            )
        }
    }

    /// The same of rows in half precision.
    func multiply(
        _ rows: UnsafePointer<UInt16>,
        rowCount: Int,
        _ out: UnsafeMutableBufferPointer<Float>,
        kernels: DenseKernels = .best
    ) {
        precondition(out.count >= rowCount * outStride, "out of \(out.count)")
        if isFew {
            kernels.table.pointee.few_f16(
                rowCount,
                columnCount,
                rows,
                columnCount,
                outputCount,
                values,
                stride,
                out.baseAddress,
                outStride
            )
            return
        }
        // A part at a time, so that what is widened stays in the cache.
        let part = 96
        withUnsafeTemporaryAllocation(of: Float.self, capacity: part * columnCount) { wide in
            guard let start = wide.baseAddress else { return }
            for first in Swift.stride(from: 0, to: rowCount, by: part) {
                let count = min(part, rowCount - first)
                kernels.table.pointee.widen(count * columnCount, rows + first * columnCount, start)
                let target = UnsafeMutableBufferPointer(rebasing: out[(first * outStride)...])
                multiply(start, rowCount: count, stride: columnCount, target, kernels: kernels)
            }
        }
    }
}

extension DenseRows {
    /// Multiplies some rows by a table: `out = X · table`.
    ///
    /// - Parameters:
    ///   - rows: The rows wanted.
    ///   - out: `(rows.count, table.outStride)`, overwritten.
    /// - Complexity: O(n·d·m); the same bits for any split of the rows.
    public func times(
        rows: Range<Int>,
        _ table: DenseTable,
        into out: UnsafeMutableBufferPointer<Float>,
        kernels: DenseKernels = .best
    ) {
        check(rows)
        precondition(table.columnCount == columnCount, "\(table.columnCount) columns, not \(columnCount)")
        guard !rows.isEmpty else { return }
        let offset = rows.lowerBound * columnCount
        switch elements {
        case .single(let start):
            table.multiply(start + offset, rowCount: rows.count, stride: columnCount, out, kernels: kernels)
        case .half(let start):
            table.multiply(start + offset, rowCount: rows.count, out, kernels: kernels)
        }
    }
}
