private import CWinnowKernels

/// Tables of m outputs a column are padded to a stride that the kernels like: 1, 2 or a multiple of 4.
public func tableStride(outputCount: Int) -> Int {
    precondition(outputCount > 0, "outputCount \(outputCount)")
    return outputCount <= 2 ? outputCount : (outputCount + 3) / 4 * 4
}

extension SparseMatrix {
    /// Multiplies some rows by a dense table: `out = X · table`.
    ///
    /// - Parameters:
    ///   - rows: The rows wanted.
    ///   - table: Row-major `(d, stride)`.
    ///   - stride: From `tableStride(outputCount:)`.
    ///   - out: `(rows.count, stride)`, overwritten.
    /// - Complexity: O(entries · stride). The same bits for any split of the rows.
    public func times(
        rows: Range<Int>,
        table: UnsafeBufferPointer<Float>,
        stride: Int,
        into out: UnsafeMutableBufferPointer<Float>
    ) {
        checkShapes(rows: rows, tableCount: table.count, stride: stride, outCount: out.count)
        winnow_csr_times_table_f32(
            rows.lowerBound,
            rows.upperBound,
            rowOffsets.baseAddress,
            columns.baseAddress,
            values.baseAddress,
            table.baseAddress,
            stride,
            out.baseAddress
        )
    }

    /// Multiplies all rows by a dense table in double precision: `X · table`, row-major `(n, stride)`.
    ///
    /// - Complexity: O(entries · stride), on several threads where that is worth their waking.
    public func times(table: [Double], stride: Int) -> [Double] {
        checkShapes(rows: 0..<rowCount, tableCount: table.count, stride: stride, outCount: rowCount * stride)
        // A row's sum is the same whichever thread makes it.
        let workCount = entryCount * stride
        let chunkCount = max(1, min(16, workCount >> 17))
        return [Double](unsafeUninitializedCapacity: rowCount * stride) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            table.withUnsafeBufferPointer { table in
                // SAFETY: only read.
                nonisolated(unsafe) let table = table
                ParallelFor.chunks(of: rowCount, size: max(1, (rowCount + chunkCount - 1) / chunkCount)) { _, rows in
                    winnow_csr_times_table_f64(
                        rows.lowerBound,
                        rows.upperBound,
                        rowOffsets.baseAddress,
                        columns.baseAddress,
                        values.baseAddress,
                        table.baseAddress,
                        stride,
                        out.baseAddress.map { $0 + rows.lowerBound * stride }
                    )
                }
            }
            count = rowCount * stride
        }
    }

    /// Multiplies the transpose by dense rows: `Xᵀ · rows`, row-major `(d, stride)`.
    ///
    /// - Parameter rows: Row-major `(n, stride)`.
    public func transposedTimes(rows: [Double], stride: Int) -> [Double] {
        var table = [Double](repeating: 0, count: columnCount * stride)
        checkShapes(rows: 0..<rowCount, tableCount: table.count, stride: stride, outCount: rows.count)
        winnow_csr_transposed_times_rows_f64(
            0,
            rowCount,
            rowOffsets.baseAddress,
            columns.baseAddress,
            values.baseAddress,
            rows,
            stride,
            &table
        )
        return table
    }

    private func checkShapes(rows: Range<Int>, tableCount: Int, stride: Int, outCount: Int) {
        WinnowNumerics.checkShapes(
            rows: rows,
            of: (rowCount, columnCount),
            tableCount: tableCount,
            stride: stride,
            outCount: outCount
        )
    }
}
