internal import WinnowNumerics

/// A loss of the logits of single rows, and its derivative.
protocol RowLoss {
    /// Outputs m; arrays of logits have a row every `tableStride(outputCount: m)` numbers.
    var outputCount: Int { get }

    /// The loss of one row.
    ///
    /// - Parameters:
    ///   - row: The row's number.
    ///   - logits: Its `m` logits.
    ///   - gradient: Receives the `m` derivatives of the loss by the logits.
    func evaluate(
        row: Int,
        logits: UnsafePointer<Double>,
        gradient: UnsafeMutablePointer<Double>
    ) -> Double
}

/// `Σᵢ loss(i) + l2/2 · ‖W‖²` over the rows of X, in row-space coordinates. The bias is not regularised.
struct LinearObjective<Loss: RowLoss>: SmoothObjective {
    let gram: GramProduct
    let rowCount: Int
    let loss: Loss
    let l2: Double

    var stride: Int { tableStride(outputCount: loss.outputCount) }

    /// A point from coefficients and bias; makes the image.
    func point(coefficients: [Double], bias: [Double]) -> RowSpacePoint {
        RowSpacePoint(coefficients: coefficients, image: gram.times(coefficients, stride: stride), bias: bias)
    }

    func evaluate(at point: RowSpacePoint) -> (value: Double, gradient: RowSpacePoint) {
        var gradient = [Double](repeating: 0, count: rowCount * stride)
        var biasGradient = [Double](repeating: 0, count: stride)
        var value = l2 / 2 * point.coefficients.dot(point.image)
        var logits = [Double](repeating: 0, count: stride)
        for row in 0..<rowCount {
            for output in 0..<loss.outputCount {
                logits[output] = point.image[row * stride + output] + point.bias[output]
            }
            value += gradient.withUnsafeMutableBufferPointer { buffer in
                loss.evaluate(row: row, logits: logits, gradient: buffer.baseAddress.unsafelyUnwrapped + row * stride)
            }
            for output in 0..<loss.outputCount { biasGradient[output] += gradient[row * stride + output] }
        }
        gradient.add(l2, point.coefficients)
        return (value, self.point(coefficients: gradient, bias: biasGradient))
    }

    func line(from start: RowSpacePoint, along direction: RowSpacePoint) -> (Double) -> LineValue {
        let startSquare = start.coefficients.dot(start.image)
        let product = start.coefficients.dot(direction.image)
        let directionSquare = direction.coefficients.dot(direction.image)
        return { step in
            var value = l2 / 2 * (startSquare + 2 * step * product + step * step * directionSquare)
            var slope = l2 * (product + step * directionSquare)
            var logits = [Double](repeating: 0, count: stride)
            var gradient = [Double](repeating: 0, count: stride)
            for row in 0..<rowCount {
                let base = row * stride
                for output in 0..<loss.outputCount {
                    logits[output] =
                        start.image[base + output] + start.bias[output]
                        + step * (direction.image[base + output] + direction.bias[output])
                }
                value += gradient.withUnsafeMutableBufferPointer { buffer in
                    loss.evaluate(row: row, logits: logits, gradient: buffer.baseAddress.unsafelyUnwrapped)
                }
                for output in 0..<loss.outputCount {
                    slope += gradient[output] * (direction.image[base + output] + direction.bias[output])
                }
            }
            return LineValue(value: value, slope: slope)
        }
    }
}
