internal import Foundation
internal import WinnowNumerics

/// Coordinates along the main directions of vectors, stretched so that few labels go further: as `temper` has them in a
/// queue's features. The mean square length is 1.
struct VectorAxes: Sendable {
    /// Of vectors, h.
    let width: Int
    /// Directions in which vectors differ at all, m.
    let count: Int
    private let mean: [Float]
    /// `(h, stride)`, and turned `(m, turnedStride)`.
    let table: [Float]
    let stride: Int
    let turned: [Float]
    let turnedStride: Int

    /// - Parameters:
    ///   - vectors: `(n, h)`, finite.
    ///   - labelCount: Texts with a label that are to be learned from: the more there are, the less is stretched.
    init(of vectors: DenseMatrix, labelCount: Int) {
        width = vectors.columnCount
        mean = vectors.columnMeans
        let gram = WideMatrix(vectors.shifted(by: mean)).gram()
        let eigen = SymmetricEigen(gram.map { $0 / Double(max(1, vectors.rowCount)) }, count: width)
        let highest = max(eigen.values.first ?? 0, 0)
        // Texts that are all the same have no directions; one that is 0 everywhere keeps shapes simple.
        let values = eigen.values.filter { $0 > max(1e-5 * highest, 1e-12) }
        count = max(1, values.count)
        let power = Self.power * min(1, (Self.fullUpTo / Double(max(1, labelCount))).squareRoot())
        let total = values.reduce(0) { $0 + pow($1, 1 + 2 * power) }
        stride = DenseKernels.padded(count)
        turnedStride = DenseKernels.padded(width)
        var table = [Float](repeating: 0, count: width * stride)
        var turned = [Float](repeating: 0, count: count * turnedStride)
        for (axis, value) in values.enumerated() {
            let scale = pow(value, power) / total.squareRoot()
            for column in 0..<width {
                let number = Float(eigen.vectors[axis * width + column] * scale)
                table[column * stride + axis] = number
                turned[axis * turnedStride + column] = number
            }
        }
        (self.table, self.turned) = (table, turned)
    }

    /// What Winnow's features have unless a queue file says otherwise; see `Tempering` in WinnowLearning.
    private static let power = 0.25
    private static let fullUpTo = 100.0

    /// A vector less the mean, in place.
    func centre(_ vector: UnsafeMutablePointer<Float>) {
        for column in mean.indices { vector[column] -= mean[column] }
    }

    /// Coordinates, `(n, m)`.
    func applied(to vectors: DenseMatrix) -> WideMatrix {
        var product = WideMatrix(zeros: vectors.rowCount, count)
        var right = WideMatrix(zeros: width, count)
        right.values = table
        product.addProduct(WideMatrix(vectors.shifted(by: mean)), right)
        return product
    }
}

extension [Int] {
    /// Weights that balance labels, and sum to the count.
    func balance(labelCount: Int) -> [Double] {
        var counts = [Int](repeating: 0, count: labelCount)
        for label in self { counts[label] += 1 }
        let seen = counts.count { $0 > 0 }
        return map { Double(count) / Double(seen * counts[$0]) }
    }
}
