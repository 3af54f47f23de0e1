internal import WinnowNumerics

/// A loss of the logits of single rows, and its derivative.
protocol RowLoss: Sendable {
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

/// Logits of rows in two parts.
struct Logits {
    /// Row-major `(n, stride)`.
    var image: [Double]
    /// `(stride)`.
    var bias: [Double]

    func moved(by step: Double, along direction: Logits) -> Logits {
        var moved = self
        moved.image.add(step, direction.image)
        moved.bias.add(step, direction.bias)
        return moved
    }
}

/// The losses of all rows at some logits, added, and their derivatives.
struct LossSum {
    private(set) var value = 0.0
    /// By the logits, row-major `(n, stride)`.
    let byLogit: [Double]
    /// By the bias, `(stride)`.
    private(set) var byBias: [Double]

    /// - Complexity: O(n·m) on several threads; the same bits for any number of them.
    init(of loss: some RowLoss, at logits: Logits) {
        let (stride, outputCount) = (tableStride(outputCount: loss.outputCount), loss.outputCount)
        let size = 512
        let rowCount = logits.image.count / stride
        var parts: [(value: Double, byBias: [Double])] = []
        byLogit = [Double](unsafeUninitializedCapacity: logits.image.count) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            out.update(repeating: 0)
            parts = ParallelFor.map((rowCount + size - 1) / size) { chunk in
                var (value, byBias) = (0.0, [Double](repeating: 0, count: stride))
                var sums = byBias
                for row in chunk * size..<min(rowCount, (chunk + 1) * size) {
                    for output in 0..<outputCount {
                        sums[output] = logits.image[row * stride + output] + logits.bias[output]
                    }
                    guard let target = out.baseAddress.map({ $0 + row * stride }) else { break }
                    value += loss.evaluate(row: row, logits: sums, gradient: target)
                    for output in 0..<outputCount { byBias[output] += target[output] }
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
