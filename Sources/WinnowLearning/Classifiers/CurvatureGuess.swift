private import Foundation
internal import WinnowNumerics

/// A guess of the inverse Hessian of a regularised loss over dense rows: that of `C ⊗ [X 1]ᵀ[X 1] + l2`, with C the second
/// derivatives of a row's loss by its m logits.
///
/// It takes the place of what L-BFGS would have to find out in dozens of steps. Before anything is known, C is the same
/// number for each output. A few steps later `refined` makes it the mean over the rows, with what outputs have in common.
///
/// - Source: The matrix is that of Böhning 1992 (equation 2.2) with the curvature at hand in place of its bound.
struct CurvatureGuess: Sendable {
    /// Outputs that share an inverse, in the order of the eigenvalues of C.
    private struct Part {
        let outputCount: Int
        let root: InverseRoot
    }

    let l2: Double
    let columnCount: Int
    /// `[X 1]ᵀ[X 1]`, of which the lower triangle counts.
    private let gram: [Double]
    /// One of any number of outputs, or several of those of the rotation.
    private let parts: [Part]
    /// The eigenvectors of C; nil where it is a multiple of one.
    private let rotation: Rotation?

    /// - Parameters:
    ///   - rows: n rows, each of about the same weight.
    ///   - curvature: The second derivative of the loss of a row by one of its logits.
    /// - Returns: nil when rounding leaves no such matrix.
    init?(_ rows: WideMatrix, curvature: Double, l2: Double) {
        let (count, d) = (rows.columnCount + 1, rows.columnCount)
        let inner = rows.gram()
        let ones = [Float](repeating: 1, count: rows.rowCount)
        let sums = rows.transposedTimes(ones, outputCount: 1, stride: 1)
        var gram = [Double](repeating: 0, count: count * count)
        for row in 0..<d {
            gram.replaceSubrange(row * count...row * count + row, with: inner[row * d...row * d + row])
            gram[d * count + row] = sums[row]
        }
        gram[d * count + d] = Double(rows.rowCount)
        guard let root = Self.root(gram, curvature: curvature, l2: l2) else { return nil }
        self.init(l2: l2, columnCount: d, gram: gram, parts: [Part(outputCount: 0, root: root)], rotation: nil)
    }

    private init(l2: Double, columnCount: Int, gram: [Double], parts: [Part], rotation: Rotation?) {
        self.l2 = l2
        self.columnCount = columnCount
        self.gram = gram
        self.parts = parts
        self.rotation = rotation
    }

    private static func root(_ gram: [Double], curvature: Double, l2: Double) -> InverseRoot? {
        let count = Int(Double(gram.count).squareRoot().rounded())
        var matrix = gram
        matrix.multiply(by: curvature)
        // The bias is not regularised, but where all rows have the same sum nothing else would keep the matrix definite.
        for column in 0..<count { matrix[column * count + column] += l2 }
        return InverseRoot(matrix, count: count)
    }

    var isRefined: Bool { rotation != nil }

    /// Whether it serves another fit: on as many columns and about as many rows.
    func fits(_ rows: WideMatrix, outputCount: Int, l2: Double) -> Bool {
        let made = gram.last ?? 0
        return self.l2 == l2 && columnCount == rows.columnCount
            && made <= 1.5 * Double(rows.rowCount) && Double(rows.rowCount) <= 1.5 * made
            && (rotation.map { $0.count == outputCount } ?? true)
    }

    /// Parts of a refined guess: what they cost does not depend on the outputs, so the fewer outputs the fewer.
    private static func partCount(outputCount: Int) -> Int {
        min(4, max(2, outputCount / 16), outputCount - 1)
    }

    /// The same rows with another C.
    ///
    /// - Parameter curvature: C, row-major `(m, m)`.
    /// - Returns: nil when rounding leaves no such matrix.
    /// - Complexity: O(m³ + d³).
    func refined(by curvature: [Double], outputCount: Int) -> CurvatureGuess? {
        guard curvature.allSatisfy({ $0.isFinite }) else { return nil }
        let eigen = SymmetricEigen(curvature, count: outputCount)
        // Logits that all grow alike change nothing: an eigenvalue of softmax is 0, and what it shares does not matter.
        let values = eigen.values.map { max($0, 1e-4 * eigen.values[0]) }
        guard values[0] > 0 else { return nil }
        let count = Self.partCount(outputCount: outputCount)
        let bounds = (0...count).map { $0 == count ? outputCount : $0 * (outputCount - 1) / count }
        let roots = ParallelFor.map(count) { part in
            let last = part == count - 1 ? outputCount - 1 : bounds[part + 1]
            return Self.root(gram, curvature: values[bounds[part]..<last].geometricMean, l2: l2)
        }
        var parts: [Part] = []
        for (part, root) in roots.enumerated() {
            guard let root else { return nil }
            parts.append(Part(outputCount: bounds[part + 1] - bounds[part], root: root))
        }
        return CurvatureGuess(
            l2: l2,
            columnCount: columnCount,
            gram: gram,
            parts: parts,
            rotation: Rotation(rows: eigen.vectors, count: outputCount)
        )
    }

    func preconditioned(_ gradient: WeightPoint, outputCount: Int) -> WeightPoint {
        let vectors = gradient.vectors(outputCount: outputCount, columnCount: columnCount, stride: parts[0].root.stride)
        return WeightPoint(
            vectors: inverseTimes(vectors),
            outputCount: outputCount,
            columnCount: columnCount,
            like: gradient
        )
    }

    private func inverseTimes(_ vectors: [Float]) -> [Float] {
        guard let rotation else { return parts[0].root.inverseTimes(vectors) }
        let rotated = rotation.times(vectors)
        var solved: [Float] = []
        solved.reserveCapacity(rotated.count)
        for part in parts {
            let next = solved.count + part.outputCount * part.root.stride
            solved += part.root.inverseTimes(Array(rotated[solved.count..<next]))
        }
        return rotation.transposedTimes(solved)
    }
}

extension ArraySlice<Double> {
    /// Of numbers above 0.
    fileprivate var geometricMean: Double {
        exp(reduce(0) { $0 + log($1) } / Double(count))
    }
}

extension WeightPoint {
    /// The weights of each output and its bias behind them, `(m, stride)`.
    fileprivate func vectors(outputCount: Int, columnCount: Int, stride: Int) -> [Float] {
        let length = weights.count / outputCount
        var vectors = [Float](repeating: 0, count: outputCount * stride)
        vectors.withUnsafeMutableBufferPointer { vectors in
            weights.withUnsafeBufferPointer { weights in
                for output in 0..<outputCount {
                    for column in 0..<columnCount {
                        vectors[output * stride + column] = Float(weights[output * length + column])
                    }
                    vectors[output * stride + columnCount] = Float(bias[output])
                }
            }
        }
        return vectors
    }

    fileprivate init(vectors: [Float], outputCount: Int, columnCount: Int, like other: WeightPoint) {
        let (stride, length) = (vectors.count / outputCount, other.weights.count / outputCount)
        weights = [Double](repeating: 0, count: other.weights.count)
        bias = [Double](repeating: 0, count: other.bias.count)
        image = nil
        weights.withUnsafeMutableBufferPointer { weights in
            vectors.withUnsafeBufferPointer { vectors in
                for output in 0..<outputCount {
                    for column in 0..<columnCount {
                        weights[output * length + column] = Double(vectors[output * stride + column])
                    }
                }
            }
        }
        for output in 0..<outputCount { bias[output] = Double(vectors[output * stride + columnCount]) }
    }
}
