internal import CWinnowKernels
internal import WinnowNumerics

/// The products that tuning needs, on the calling thread. The same shapes give the same bits.
///
/// SAFETY: `@unchecked Sendable` because the tables are constants of the program.
struct TuningKernels: @unchecked Sendable {
    let encoder: EncoderKernels
    private let dense: UnsafePointer<winnow_dense_kernels>

    init(_ encoder: EncoderKernels) {
        self.encoder = encoder
        let levels = (0..<Int(WINNOW_DENSE_LEVELS)).compactMap { winnow_dense_kernels_at(Int32($0)) }
        dense = levels[levels.count - 1]
    }

    /// A table in memory, `(rows, 16·m)`, of which rows are `stride` numbers apart.
    struct Table {
        var start: UnsafePointer<Float>
        var stride: Int
        /// Whether rows and columns are exchanged, on the left of a product alone.
        var isTurned = false

        init(_ start: UnsafePointer<Float>, stride: Int, isTurned: Bool = false) {
            (self.start, self.stride, self.isTurned) = (start, stride, isTurned)
        }
    }

    /// `out = left · right`, or added to it.
    ///
    /// - Parameters:
    ///   - shape: Rows of the left one, numbers that are summed, and columns of the right one: a multiple of 16.
    func multiply(
        _ left: Table,
        _ right: Table,
        shape: (rows: Int, inner: Int, outputs: Int),
        into out: UnsafeMutablePointer<Float>,
        stride: Int,
        adds: Bool
    ) {
        guard shape.rows > 0 else { return }
        dense.pointee.product_f32(
            shape.rows,
            shape.inner,
            shape.outputs,
            left.start,
            left.isTurned ? 1 : left.stride,
            left.isTurned ? left.stride : 1,
            right.start,
            right.stride,
            out,
            stride,
            adds ? 1 : 0
        )
    }

    /// `e^x` in place.
    func exp(_ values: UnsafeMutablePointer<Float>, count: Int) {
        dense.pointee.exp_f32(count, values)
    }

    /// Rows to probabilities, in place; what lies behind them becomes 0.
    ///
    /// - Parameter scratch: Of three numbers a row.
    func softmax(
        _ rows: UnsafeMutablePointer<Float>,
        rowCount: Int,
        width: Int,
        stride: Int,
        scratch: UnsafeMutablePointer<Float>
    ) {
        scratch.update(repeating: 1, count: rowCount)
        dense.pointee.weighted_softmax_f32(
            rowCount,
            width,
            stride,
            scratch,
            rows,
            scratch + rowCount,
            scratch + 2 * rowCount
        )
    }
}
