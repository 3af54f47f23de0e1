/// A normalisation of rows to mean 0 and variance 1, with what its derivative needs.
///
/// - Source: Ba, Kiros and Hinton 2016.
struct RowNorm {
    /// Padded with zeros.
    private let scale: [SIMD16<Float>]
    private let shift: [SIMD16<Float>]
    private let width: Int
    private let epsilon: Float

    init(_ norm: LayerWeights.Norm, epsilon: Float) {
        width = norm.scale.count
        scale = Self.vectors(norm.scale)
        shift = Self.vectors(norm.shift)
        self.epsilon = epsilon
    }

    private static func vectors(_ values: [Float]) -> [SIMD16<Float>] {
        stride(from: 0, to: values.count, by: 16).map { first in
            var vector = SIMD16<Float>.zero
            for lane in 0..<min(16, values.count - first) { vector[lane] = values[first + lane] }
            return vector
        }
    }

    /// Rows become normal, in place; `out` is these scaled and shifted.
    ///
    /// - Parameter factors: By row, 1 / deviation.
    func forward(
        _ rows: FloatRows,
        rowCount: Int,
        factors: UnsafeMutablePointer<Float>,
        into out: FloatRows
    ) {
        for row in 0..<rowCount {
            let x = rows.vectors(row)
            var sum = SIMD16<Float>.zero
            for index in scale.indices { sum += x[index] }
            let mean = sum.sum() / Float(width)
            for index in scale.indices { x[index] -= mean }
            for column in width..<16 * scale.count { rows.row(row)[column] = 0 }
            var square = SIMD16<Float>.zero
            for index in scale.indices { square += x[index] * x[index] }
            let factor = 1 / (square.sum() / Float(width) + epsilon).squareRoot()
            factors[row] = factor
            let target = out.vectors(row)
            for index in scale.indices {
                x[index] *= factor
                target[index] = x[index] * scale[index] + shift[index]
            }
        }
    }

    /// Derivatives by what came out to those by what went in, in place.
    ///
    /// - Parameter normal: Rows as `forward` left them.
    func backward(
        _ g: FloatRows,
        normal: FloatRows,
        rowCount: Int,
        factors: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<rowCount {
            let (d, x) = (g.vectors(row), normal.vectors(row))
            var (sum, product) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
            for index in scale.indices {
                d[index] *= scale[index]
                sum += d[index]
                product += d[index] * x[index]
            }
            let mean = sum.sum() / Float(width)
            let slope = product.sum() / Float(width)
            for index in scale.indices { d[index] = (d[index] - mean - x[index] * slope) * factors[row] }
            for column in width..<16 * scale.count { g.row(row)[column] = 0 }
        }
    }
}
