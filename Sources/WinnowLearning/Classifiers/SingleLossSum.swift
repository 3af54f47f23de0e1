internal import WinnowNumerics

/// A loss that is evaluated in single precision: its derivatives are rounded to it in any case.
protocol SingleRowLoss: RowLoss {
    /// The losses of some rows, added.
    ///
    /// - Parameters:
    ///   - rows: Their numbers.
    ///   - logits: Row-major `(rows.count, stride)`; the first m numbers of each row are replaced by the derivatives of the
    ///     row's loss by them, the others by 0.
    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Float>) -> Double
}

/// The losses of all rows at some logits, added, and their derivatives in single precision: as products with dense rows
/// want them.
struct SingleLossSum {
    private(set) var value = 0.0
    /// The derivative along the walk.
    private(set) var slope = 0.0
    /// By the logits, row-major `(n, stride)`.
    let byLogit: [Float]
    /// By the bias, `(stride)`.
    private(set) var byBias: [Double]

    private struct Part {
        var value: Double
        var slope: Double
        var byBias: [Double]
    }

    init(_ sum: LossSum, along direction: Logits?) {
        value = sum.value
        slope = direction.map(sum.slope(along:)) ?? 0
        byLogit = sum.byLogit.map(Float.init)
        byBias = sum.byBias
    }

    /// - Parameter walk: How far along which direction from the logits given.
    /// - Complexity: O(n·m) on several threads; the same bits for any number of them.
    init(of loss: some SingleRowLoss, at logits: Logits, walk: (step: Double, along: Logits)?) {
        let stride = logits.bias.count
        let size = max(1, 32_768 / stride)
        let rowCount = logits.image.count / stride
        var bias = logits.bias
        if let walk { bias.add(walk.step, walk.along.bias) }
        var parts: [Part] = []
        byLogit = [Float](unsafeUninitializedCapacity: logits.image.count) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            parts = ParallelFor.map((rowCount + size - 1) / size) { chunk in
                let rows = chunk * size..<min(rowCount, (chunk + 1) * size)
                let range = rows.lowerBound * stride..<rows.upperBound * stride
                let target = UnsafeMutableBufferPointer(rebasing: out[range])
                logits.write(range, walk: walk, bias: bias, to: target)
                let value = loss.evaluate(rows: rows, logits: target)
                var part = Part(value: value, slope: 0, byBias: [Double](repeating: 0, count: stride))
                part.byBias.withUnsafeMutableBufferPointer { byBias in
                    for start in Swift.stride(from: 0, to: target.count, by: stride) {
                        for output in 0..<stride { byBias[output] += Double(target[start + output]) }
                    }
                }
                if let walk { part.slope = walk.along.image.dot(target, from: range.lowerBound) }
                return part
            }
            count = logits.image.count
        }
        byBias = [Double](repeating: 0, count: stride)
        for part in parts {
            value += part.value
            slope += part.slope
            byBias.add(1, part.byBias)
        }
        if let walk { slope += byBias.dot(walk.along.bias) }
    }
}

extension Logits {
    /// Writes some of the logits, moved along a direction, with a bias.
    fileprivate func write(
        _ range: Range<Int>,
        walk: (step: Double, along: Logits)?,
        bias: [Double],
        to target: UnsafeMutableBufferPointer<Float>
    ) {
        let stride = bias.count
        let (step, along) = (walk?.step ?? 0, walk?.along.image ?? image)
        image.withUnsafeBufferPointer { image in
            along.withUnsafeBufferPointer { along in
                bias.withUnsafeBufferPointer { bias in
                    for start in Swift.stride(from: 0, to: range.count, by: stride) {
                        let first = range.lowerBound + start
                        for output in 0..<stride {
                            let moved = image[first + output] + step * along[first + output]
                            target[start + output] = Float(moved + bias[output])
                        }
                    }
                }
            }
        }
    }
}

extension [Double] {
    /// The inner product with a part, that which begins at an index.
    fileprivate func dot(_ other: UnsafeMutableBufferPointer<Float>, from start: Int) -> Double {
        withUnsafeBufferPointer { values in
            var sums = SIMD4<Double>(repeating: 0)
            let whole = other.count & ~3
            for index in stride(from: 0, to: whole, by: 4) {
                let left = SIMD4(
                    values[start + index],
                    values[start + index + 1],
                    values[start + index + 2],
                    values[start + index + 3]
                )
                let right = SIMD4<Float>(other[index], other[index + 1], other[index + 2], other[index + 3])
                sums += left * SIMD4<Double>(right)
            }
            var sum = sums.sum()
            for index in whole..<other.count { sum += values[start + index] * Double(other[index]) }
            return sum
        }
    }
}
