internal import WinnowNumerics

/// Directions in which rows differ most, from one set of rows or several that count as much as they are given weight.
///
/// - Source: Pearson 1901, by the eigenvectors of the covariance.
struct PrincipalDirections {
    /// k.
    let count: Int
    /// Row-major `(d, k)`: a direction is a column of length 1 whose largest number is positive.
    private let directions: [Double]

    /// - Parameters:
    ///   - parts: Rows of d columns each, and how much of the sum of variances each part is.
    ///   - count: k, at most d.
    init(_ parts: [(rows: DenseMatrix, weight: Double)], count: Int) {
        let width = parts[0].rows.columnCount
        precondition(count > 0 && count <= width, "\(count) directions of \(width)")
        var covariance = [Double](repeating: 0, count: width * width)
        for (rows, weight) in parts {
            let gram = WideMatrix(rows.shifted(by: rows.columnMeans)).gram()
            let trace = (0..<width).reduce(0) { $0 + gram[$1 * width + $1] }
            guard trace > 0 else { continue }
            for index in gram.indices { covariance[index] += weight / trace * gram[index] }
        }
        let eigen = SymmetricEigen(covariance, count: width)
        var directions = [Double](repeating: 0, count: width * count)
        for number in 0..<count {
            let vector = eigen.vectors[number * width..<(number + 1) * width]
            let largest = vector.max { abs($0) < abs($1) } ?? 1
            let sign: Double = largest < 0 ? -1 : 1
            for (row, value) in vector.enumerated() { directions[row * count + number] = sign * value }
        }
        self.count = count
        self.directions = directions
    }

    /// Coordinates of rows less a mean, `(n, k)`.
    func project(_ rows: DenseMatrix, less mean: [Float]) -> DenseMatrix {
        WideMatrix(rows.shifted(by: mean)).times(directions, outputCount: count).dense
    }
}
