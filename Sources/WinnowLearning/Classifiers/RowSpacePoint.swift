internal import WinnowNumerics

/// Weights of a linear model, written as a combination of the training rows: `W = Xᵀ · coefficients`.
///
/// The gradient of every regularised linear model lies in the span of its rows, and so does each point that L-BFGS
/// visits from a start in it. Kept in these coordinates, with their image `X · W` beside them, a point costs n·m numbers
/// instead of d·m, inner products need no pass over the data, and so does a step along a line. One product by `X · Xᵀ`
/// an iteration remains. n rows, d features, m outputs (padded to a stride).
///
/// - Source: the representer theorem (Kimeldorf and Wahba 1970) applied to L-BFGS; the iterates are those of the
///   ordinary method up to rounding.
struct RowSpacePoint: InnerProductPoint {
    /// Row-major `(n, stride)`.
    var coefficients: [Double]
    /// `X · Xᵀ · coefficients`, row-major `(n, stride)`: the logits without the bias.
    var image: [Double]
    /// `(stride)`, not regularised.
    var bias: [Double]

    func dot(_ other: RowSpacePoint) -> Double {
        coefficients.dot(other.image) + bias.dot(other.bias)
    }

    mutating func add(_ scale: Double, _ other: RowSpacePoint) {
        coefficients.add(scale, other.coefficients)
        image.add(scale, other.image)
        bias.add(scale, other.bias)
    }

    mutating func multiply(by factor: Double) {
        coefficients.multiply(by: factor)
        image.multiply(by: factor)
        bias.multiply(by: factor)
    }
}
