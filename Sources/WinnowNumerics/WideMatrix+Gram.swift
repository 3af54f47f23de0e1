internal import CWinnowKernels

extension WideMatrix {
    /// `selfᵀ · self`, row-major `(d, d)`.
    ///
    /// - Complexity: O(n·d²) on several threads; the same bits for any number of them. Blocks above the diagonal are not
    ///   computed.
    public func gram() -> [Double] {
        let d = columnCount
        let size = max(256, (rowCount + 63) / 64)
        let parts = ParallelFor.map((rowCount + size - 1) / size) { chunk in
            lowerGram(chunk * size..<min(rowCount, (chunk + 1) * size))
        }
        var sums = [Double](repeating: 0, count: d * d)
        sums.withUnsafeMutableBufferPointer { sums in
            for part in parts {
                part.withUnsafeBufferPointer { part in
                    for row in 0..<d {
                        for column in 0...row { sums[row * d + column] += Double(part[row * stride + column]) }
                    }
                }
            }
            for row in 0..<d {
                for column in 0..<row { sums[column * d + row] = sums[row * d + column] }
            }
        }
        return sums
    }

    /// Of some rows, `(d, stride)`, right up to the diagonal.
    private func lowerGram(_ rows: Range<Int>) -> [Float] {
        let size = 48
        return [Float](unsafeUninitializedCapacity: columnCount * stride) { buffer, count in
            values.withUnsafeBufferPointer { values in
                let start = values.baseAddress.map { $0 + rows.lowerBound * stride }
                for first in Swift.stride(from: 0, to: columnCount, by: size) {
                    let last = min(columnCount, first + size)
                    DenseKernels.best.table.pointee.product_f32(
                        last - first,
                        rows.count,
                        DenseKernels.padded(last),
                        start.map { $0 + first },
                        1,
                        stride,
                        start,
                        stride,
                        buffer.baseAddress.map { $0 + first * stride },
                        stride,
                        0
                    )
                }
            }
            // Above the diagonal memory is as it was found; nobody reads it.
            count = columnCount * stride
        }
    }
}
