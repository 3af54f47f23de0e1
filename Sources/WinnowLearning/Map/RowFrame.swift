internal import WinnowNumerics

/// Where the dense rows of a pool lie: their mean, and a power of two that brings their numbers near 1.
struct RowFrame: Sendable, Equatable {
    /// By column, d numbers.
    let mean: [Float]
    /// What numbers are multiplied by once the mean is taken away; a power of two, so that nothing is rounded.
    let factor: Float

    private static let chunkSize = 4096

    private struct Part {
        var sums: [Double]
        var least: [Float]
        var most: [Float]
        /// The first row with what is no finite number.
        var nonFinite: Int?
    }

    /// - Throws: `LearningError.noDenseFeatures`; `.nonFinite(row:)` with the first such row.
    /// - Complexity: O(n·d) on several threads; the same bits for any number of them.
    init(_ pool: PoolFeatures) throws(LearningError) {
        let (n, d) = (pool.rowCount, pool.denseColumnCount)
        guard d > 0 else { throw .noDenseFeatures }
        let size = Self.chunkSize
        let parts = ParallelFor.map((n + size - 1) / size) { chunk in
            Self.part(pool, chunk * size..<min(n, (chunk + 1) * size))
        }
        if let row = parts.compactMap(\.nonFinite).first { throw .nonFinite(row: row) }
        let count = Double(max(n, 1))
        let mean = (0..<d).map { column in Float(parts.reduce(0) { $0 + $1.sums[column] } / count) }
        var extent = 0.0
        for part in parts {
            for column in 0..<d {
                let centre = Double(mean[column])
                extent = max(extent, Double(part.most[column]) - centre, centre - Double(part.least[column]))
            }
        }
        self.mean = mean
        // Beyond 2^±120 the factor or its inverse would not be a normal number.
        factor =
            extent > 0 ? Float(sign: .plus, exponent: min(max(-Int(extent.exponent), -120), 120), significand: 1) : 1
    }

    private static func part(_ pool: PoolFeatures, _ rows: Range<Int>) -> Part {
        let d = pool.denseColumnCount
        var part = Part(
            sums: [Double](repeating: 0, count: d),
            least: [Float](repeating: .infinity, count: d),
            most: [Float](repeating: -.infinity, count: d)
        )
        withUnsafeTemporaryAllocation(of: Float.self, capacity: d) { values in
            for row in rows {
                pool.copyDense(row: row, to: values)
                var isFinite = true
                for column in 0..<d {
                    let value = values[column]
                    isFinite = isFinite && value.isFinite
                    part.sums[column] += Double(value)
                    part.least[column] = min(part.least[column], value)
                    part.most[column] = max(part.most[column], value)
                }
                if !isFinite {
                    part.nonFinite = row
                    return
                }
            }
        }
        return part
    }

    /// Takes the mean away from a row and scales it.
    ///
    /// - Returns: The square of its length.
    func move(_ row: UnsafeMutableBufferPointer<Float>) -> Float {
        var sum: Float = 0
        mean.withUnsafeBufferPointer { mean in
            for column in row.indices {
                // Each is scaled by itself: their difference need not be a number that fits.
                let value = row[column] * factor - mean[column] * factor
                row[column] = value
                sum += value * value
            }
        }
        return sum
    }
}
