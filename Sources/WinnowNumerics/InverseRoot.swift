internal import CWinnowKernels

/// `M = L⁻¹` of a symmetric positive definite `A = L Lᵀ`, so that `A⁻¹ = Mᵀ M`.
///
/// - Source: Cholesky's factor by halves (Golub and Van Loan 2013, section 4.2.9). Of `A = [B Cᵀ; C D]` with `M₁` for B the
///   factor has the corner `C M₁ᵀ`, `M₂` is for what that leaves of D, and M has the corner `−M₂ C M₁ᵀ M₁`. All but the
///   smallest parts are products of matrices.
/// - Complexity: O(n³).
public struct InverseRoot: Sendable {
    /// n.
    public let count: Int
    /// Numbers between the beginnings of two vectors: `count`, padded to whole vectors.
    public let stride: Int
    /// M and Mᵀ, `(stride, stride)`.
    private let root: [Float]
    private let transposed: [Float]

    /// - Parameter matrix: Row-major `(n, n)`; only the lower triangle is read.
    /// - Returns: nil when a pivot is not positive.
    public init?(_ matrix: [Double], count n: Int) {
        let block = DoubleBlock(rowCount: n, columnCount: n, values: matrix)
        guard n > 0, let inverse = block.inverseOfFactor() else { return nil }
        count = n
        stride = DenseKernels.padded(n)
        var root = [Float](repeating: 0, count: stride * stride)
        var transposed = root
        for row in 0..<n {
            for column in 0...row {
                root[row * stride + column] = Float(inverse[row, column])
                transposed[column * stride + row] = Float(inverse[row, column])
            }
        }
        self.root = root
        self.transposed = transposed
    }

    /// `A⁻¹` times each of m vectors.
    ///
    /// - Parameter vectors: Row-major `(m, stride)`.
    /// - Complexity: O(m·n²), in single precision, on several threads; the same bits for any number of them.
    public func inverseTimes(_ vectors: [Float]) -> [Float] {
        precondition(vectors.count % stride == 0, "\(vectors.count) numbers for vectors of \(stride)")
        let stride = stride
        let half = multiply(transposed, vectors) { 0..<$0.upperBound }
        return multiply(root, half) { $0.lowerBound..<stride }
    }

    /// - Parameter rows: Of a triangular table those that are not 0 somewhere in some columns.
    private func multiply(_ table: [Float], _ vectors: [Float], rows: (Range<Int>) -> Range<Int>) -> [Float] {
        let stride = stride
        return [Float](unsafeUninitializedCapacity: vectors.count) { buffer, count in
            // SAFETY: each chunk writes its own columns, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            // By columns, so that each thread reads a part of the table once, however few vectors there are.
            ParallelFor.chunks(of: stride, size: 80) { _, columns in
                let rows = rows(columns)
                vectors.withUnsafeBufferPointer { vectors in
                    table.withUnsafeBufferPointer { table in
                        DenseKernels.best.table.pointee.product_f32(
                            vectors.count / stride,
                            rows.count,
                            columns.count,
                            vectors.baseAddress.map { $0 + rows.lowerBound },
                            stride,
                            1,
                            table.baseAddress.map { $0 + rows.lowerBound * stride + columns.lowerBound },
                            stride,
                            out.baseAddress.map { $0 + columns.lowerBound },
                            stride,
                            0
                        )
                    }
                }
            }
            count = vectors.count
        }
    }
}

extension DoubleBlock {
    /// `L⁻¹` of the factor of a symmetric matrix of which the lower triangle is given; nil when it is not positive definite.
    fileprivate func inverseOfFactor() -> DoubleBlock? {
        let n = rowCount
        if n <= 24 { return smallInverseOfFactor() }
        let half = n / 2
        guard let upper = part(0..<half, 0..<half).inverseOfFactor() else { return nil }
        let corner = part(half..<n, 0..<half).times(upper.transposed)
        var rest = part(half..<n, half..<n)
        rest.add(-1, corner.times(corner.transposed))
        guard let lower = rest.inverseOfFactor() else { return nil }
        var inverse = DoubleBlock(zeros: n, n)
        var inverseCorner = DoubleBlock(zeros: n - half, half)
        inverseCorner.add(-1, lower.times(corner).times(upper))
        inverse.replace(row: 0, column: 0, by: upper)
        inverse.replace(row: half, column: 0, by: inverseCorner)
        inverse.replace(row: half, column: half, by: lower)
        return inverse
    }

    private func smallInverseOfFactor() -> DoubleBlock? {
        let n = rowCount
        var factor = DoubleBlock(zeros: n, n)
        var inverse = DoubleBlock(zeros: n, n)
        for row in 0..<n {
            for column in 0...row {
                var sum = self[row, column]
                for k in 0..<column { sum -= factor[row, k] * factor[column, k] }
                if column < row {
                    factor[row, column] = sum / factor[column, column]
                } else {
                    guard sum > 0, sum.isFinite else { return nil }
                    factor[row, row] = sum.squareRoot()
                }
            }
            inverse[row, row] = 1 / factor[row, row]
            for column in 0..<row {
                var sum = 0.0
                for k in column..<row { sum -= factor[row, k] * inverse[k, column] }
                inverse[row, column] = sum / factor[row, row]
            }
        }
        return inverse
    }
}
