public import WinnowNumerics

/// The directions in which dense rows of a pool vary, those of most variance first.
///
/// - Source: Pearson 1901; Hotelling 1933.
public struct PrincipalAxes: Sendable, Equatable {
    /// The variance along each axis, d numbers of at least 0, descending.
    public let variances: [Double]
    /// Row-major `(d, d)`: the axes, of length 1, are its columns. A row times this has uncorrelated columns.
    public let rotation: [Double]

    /// - Parameter rows: n rows of d columns.
    /// - Complexity: O(n·d² + d³).
    public init(of rows: WideMatrix) {
        let (n, d) = (Double(max(rows.rowCount, 1)), rows.columnCount)
        let ones = [Float](repeating: 1, count: rows.rowCount)
        let mean = rows.transposedTimes(ones, outputCount: 1, stride: 1).prefix(d).map { $0 / n }
        var covariance = rows.gram()
        for row in 0..<d {
            for column in 0..<d {
                covariance[row * d + column] = covariance[row * d + column] / n - mean[row] * mean[column]
            }
        }
        let eigen = SymmetricEigen(covariance, count: d)
        variances = eigen.values.map { max($0, 0) }
        rotation = (0..<d * d).map { eigen.vectors[$0 % d * d + $0 / d] }
    }
}
