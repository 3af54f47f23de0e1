internal import WinnowNumerics

/// A guess of the inverse Hessian of a regularised loss over dense rows: that of `l2 + c · [X 1]ᵀ[X 1]`, alike for each
/// output.
///
/// With c the second derivative of a row's loss where nothing is known yet, it is right at the start of a fit but for the
/// coupling of the outputs, and takes the place of what L-BFGS would have to find out in dozens of steps.
///
/// - Source: The matrix is that of Böhning 1992 (equation 2.2) with the curvature at the origin in place of its bound.
struct CurvatureGuess: Sendable {
    let l2: Double
    let columnCount: Int
    private let root: InverseRoot

    /// - Parameters:
    ///   - rows: n rows, each of about the same weight.
    ///   - curvature: c, the second derivative of the loss of a row by one of its logits.
    /// - Returns: nil when rounding leaves no such matrix.
    init?(_ rows: WideMatrix, curvature: Double, l2: Double) {
        let (count, d) = (rows.columnCount + 1, rows.columnCount)
        let gram = rows.gram()
        let ones = [Float](repeating: 1, count: rows.rowCount)
        let sums = rows.transposedTimes(ones, outputCount: 1, stride: 1)
        var matrix = [Double](repeating: 0, count: count * count)
        for row in 0..<d {
            for column in 0...row { matrix[row * count + column] = curvature * gram[row * d + column] }
            matrix[row * count + row] += l2
            matrix[d * count + row] = curvature * sums[row]
        }
        // The bias is not regularised, but where all rows have the same sum nothing else would keep the matrix definite.
        matrix[d * count + d] = curvature * Double(rows.rowCount) + l2
        guard let root = InverseRoot(matrix, count: count) else { return nil }
        self.l2 = l2
        columnCount = d
        self.root = root
    }

    func preconditioned(_ gradient: WeightPoint, outputCount: Int) -> WeightPoint {
        let length = gradient.weights.count / outputCount
        var vectors = [Double](repeating: 0, count: outputCount * root.stride)
        for output in 0..<outputCount {
            for column in 0..<columnCount {
                vectors[output * root.stride + column] = gradient.weights[output * length + column]
            }
            vectors[output * root.stride + columnCount] = gradient.bias[output]
        }
        vectors = root.inverseTimes(vectors)
        var result = WeightPoint(
            weights: [Double](repeating: 0, count: gradient.weights.count),
            bias: [Double](repeating: 0, count: gradient.bias.count)
        )
        for output in 0..<outputCount {
            for column in 0..<columnCount {
                result.weights[output * length + column] = vectors[output * root.stride + column]
            }
            result.bias[output] = vectors[output * root.stride + columnCount]
        }
        return result
    }
}
