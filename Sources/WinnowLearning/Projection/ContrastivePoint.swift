internal import WinnowNumerics

/// A square matrix D as a combination of the rows of X: `D = Xᵀ · coefficients`, so that `W = 1 + D` moves rows by `image`.
///
/// Gradients lie in the span of the rows, so every point of a descent from 0 does; see `RowSpacePoint`. n rows, d columns.
struct ContrastivePoint: InnerProductPoint {
    /// `(n, d)`, with the padding of `WideMatrix`, which stays 0.
    var coefficients: [Double]
    /// `X · D`, as `coefficients`.
    var image: [Double]

    func dot(_ other: ContrastivePoint) -> Double { coefficients.dot(other.image) }

    mutating func add(_ scale: Double, _ other: ContrastivePoint) {
        coefficients.add(scale, other.coefficients)
        image.add(scale, other.image)
    }

    mutating func multiply(by factor: Double) {
        coefficients.multiply(by: factor)
        image.multiply(by: factor)
    }
}
