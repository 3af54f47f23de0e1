internal import CWinnowKernels

/// An orthogonal matrix Q in single precision, for vectors that lie side by side.
public struct Rotation: Sendable {
    /// m.
    public let count: Int
    private let values: [Float]

    /// - Parameter rows: Q, row-major `(m, m)`.
    public init(rows: [Double], count: Int) {
        precondition(rows.count == count * count, "\(rows.count) numbers for \(count) × \(count)")
        self.count = count
        values = rows.map(Float.init)
    }

    /// `Q · table`.
    ///
    /// - Parameter table: Row-major `(m, stride)`, the stride a multiple of 16.
    /// - Complexity: O(m²·stride) on several threads; the same bits for any number of them.
    public func times(_ table: [Float]) -> [Float] {
        multiply(table, row: count, inner: 1)
    }

    /// `Qᵀ · table`.
    public func transposedTimes(_ table: [Float]) -> [Float] {
        multiply(table, row: 1, inner: count)
    }

    private func multiply(_ table: [Float], row: Int, inner: Int) -> [Float] {
        let stride = table.count / count
        precondition(table.count == count * stride && stride == DenseKernels.padded(stride), "\(table.count) numbers")
        return [Float](unsafeUninitializedCapacity: table.count) { buffer, filled in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: count, size: 48) { _, range in
                values.withUnsafeBufferPointer { values in
                    DenseKernels.best.table.pointee.product_f32(
                        range.count,
                        count,
                        stride,
                        values.baseAddress.map { $0 + range.lowerBound * row },
                        row,
                        inner,
                        table,
                        stride,
                        out.baseAddress.map { $0 + range.lowerBound * stride },
                        stride,
                        0
                    )
                }
            }
            filled = table.count
        }
    }
}
