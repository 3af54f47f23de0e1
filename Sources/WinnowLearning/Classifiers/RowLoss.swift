internal import WinnowNumerics

/// A loss of the logits of single rows, and its derivative.
protocol RowLoss: Sendable {
    /// Outputs m; arrays of logits have a row every `tableStride(outputCount: m)` numbers.
    var outputCount: Int { get }

    /// The losses of some rows, added.
    ///
    /// - Parameters:
    ///   - rows: Their numbers.
    ///   - logits: Row-major `(rows.count, stride)`; the first m numbers of each row are replaced by the derivatives of the
    ///     row's loss by them.
    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Double>) -> Double

    /// The losses of all rows over dense features, of which the products are in single precision.
    func sum(at logits: Logits, walk: (step: Double, along: Logits)?) -> SingleLossSum

    /// Whether `curvature` is worth what it costs.
    var tellsCurvature: Bool { get }

    /// The second derivatives of a row's loss by its logits, row-major `(m, m)`, a mean over the rows; nil where a loss
    /// does not tell.
    func curvature(at logits: Logits) -> [Double]?
}

extension RowLoss {
    func sum(at logits: Logits, walk: (step: Double, along: Logits)?) -> SingleLossSum {
        SingleLossSum(LossSum(of: self, at: logits, walk: walk), along: walk?.along)
    }

    var tellsCurvature: Bool { false }

    func curvature(at logits: Logits) -> [Double]? { nil }
}

/// Logits of rows in two parts.
struct Logits {
    /// Row-major `(n, stride)`.
    var image: [Double]
    /// `(stride)`.
    var bias: [Double]
}

/// The losses of all rows at some logits, added, and their derivatives.
struct LossSum {
    private(set) var value = 0.0
    /// By the logits, row-major `(n, stride)`.
    let byLogit: [Double]
    /// By the bias, `(stride)`.
    private(set) var byBias: [Double]

    /// - Parameter walk: How far along which direction from the logits given.
    /// - Complexity: O(n·m) on several threads; the same bits for any number of them.
    init(of loss: some RowLoss, at logits: Logits, walk: (step: Double, along: Logits)? = nil) {
        let (stride, outputCount) = (tableStride(outputCount: loss.outputCount), loss.outputCount)
        let size = max(1, 32_768 / stride)
        let rowCount = logits.image.count / stride
        var bias = logits.bias
        if let walk { bias.add(walk.step, walk.along.bias) }
        var parts: [(value: Double, byBias: [Double])] = []
        byLogit = [Double](unsafeUninitializedCapacity: logits.image.count) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            parts = ParallelFor.map((rowCount + size - 1) / size) { chunk in
                let rows = chunk * size..<min(rowCount, (chunk + 1) * size)
                let range = rows.lowerBound * stride..<rows.upperBound * stride
                let target = UnsafeMutableBufferPointer(rebasing: out[range])
                logits.move(range, by: walk, bias: bias, to: target)
                let value = loss.evaluate(rows: rows, logits: target)
                var byBias = [Double](repeating: 0, count: stride)
                for row in 0..<rows.count {
                    for output in 0..<outputCount { byBias[output] += target[row * stride + output] }
                    for output in outputCount..<stride { target[row * stride + output] = 0 }
                }
                return (value, byBias)
            }
            count = logits.image.count
        }
        byBias = [Double](repeating: 0, count: stride)
        for part in parts {
            value += part.value
            byBias.add(1, part.byBias)
        }
    }

    /// The derivative along a direction.
    func slope(along direction: Logits) -> Double {
        byLogit.dot(direction.image) + byBias.dot(direction.bias)
    }
}

extension Logits {
    /// Writes some of the logits, moved along a direction, with a bias.
    fileprivate func move(
        _ range: Range<Int>,
        by walk: (step: Double, along: Logits)?,
        bias: [Double],
        to target: UnsafeMutableBufferPointer<Double>
    ) {
        let stride = bias.count
        image.withUnsafeBufferPointer { image in
            bias.withUnsafeBufferPointer { bias in
                for start in Swift.stride(from: 0, to: range.count, by: stride) {
                    for output in 0..<stride {
                        target[start + output] = image[range.lowerBound + start + output] + bias[output]
                    }
                }
            }
        }
        guard let walk else { return }
        walk.along.image.withUnsafeBufferPointer { along in
            for index in 0..<range.count { target[index] += walk.step * along[range.lowerBound + index] }
        }
    }
}
