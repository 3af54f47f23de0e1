internal import CWinnowKernels

extension DenseKernels {
    /// How a table's numbers are stored, little-endian.
    public enum TableFormat: Sendable {
        case single
        case half
        /// The upper half of single precision.
        case brain
        case signedByte

        var kernelValue: Int32 {
            switch self {
            case .single: Int32(WINNOW_TABLE_F32)
            case .half: Int32(WINNOW_TABLE_F16)
            case .brain: Int32(WINNOW_TABLE_BF16)
            case .signedByte: Int32(WINNOW_TABLE_I8)
            }
        }
    }

    /// The sum of some rows of a table, in the order given; of none 0.
    ///
    /// - Parameters:
    ///   - rows: Numbers of rows, from 0.
    ///   - weights: By place in `rows`; empty for rows as they are.
    ///   - table: Row-major, d numbers a row, at any address.
    ///   - out: `(d)`, overwritten.
    public func sum(
        _ rows: UnsafeBufferPointer<Int32>,
        weights: UnsafeBufferPointer<Float>,
        of table: UnsafeRawPointer,
        _ format: TableFormat,
        into out: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(weights.isEmpty || weights.count == rows.count, "\(weights.count) weights of \(rows.count) rows")
        self.table.pointee.sum_rows(
            rows.count,
            rows.baseAddress,
            weights.isEmpty ? nil : weights.baseAddress,
            table,
            format.kernelValue,
            out.count,
            out.baseAddress
        )
    }
}
