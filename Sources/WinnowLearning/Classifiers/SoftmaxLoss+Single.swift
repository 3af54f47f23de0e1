private import Foundation
internal import WinnowNumerics

/// Over dense rows: exponentials in single precision, many at a time.
extension SoftmaxLoss: SingleRowLoss {
    func sum(at logits: Logits, walk: (step: Double, along: Logits)?) -> SingleLossSum {
        SingleLossSum(of: self, at: logits, walk: walk)
    }

    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Float>) -> Double {
        let stride = tableStride(outputCount: outputCount)
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * rows.count) { memory in
            func part(_ number: Int) -> UnsafeMutableBufferPointer<Float> {
                UnsafeMutableBufferPointer(rebasing: memory[number * rows.count..<(number + 1) * rows.count])
            }
            let (factors, highest, sums, chosen) = (part(0), part(1), part(2), part(3))
            for (place, row) in rows.enumerated() {
                factors[place] = Float(weights[row])
                chosen[place] = logits[place * stride + allowed[offsets[row]]]
            }
            DenseKernels.best.weightedSoftmax(
                logits,
                outputCount: outputCount,
                stride: stride,
                weights: UnsafeBufferPointer(factors),
                highest: highest,
                sums: sums
            )
            var value = 0.0
            for (place, row) in rows.enumerated() {
                let range = offsets[row]..<offsets[row + 1]
                if range.count == 1 {
                    logits[place * stride + allowed[range.lowerBound]] -= factors[place]
                    value += weights[row] * (log(Double(sums[place])) + Double(highest[place]) - Double(chosen[place]))
                } else {
                    let gradient = UnsafeMutableBufferPointer(rebasing: logits[place * stride..<(place + 1) * stride])
                    value += partial(range, factors[place], gradient)
                }
            }
            return value
        }
    }

    /// `gradient` holds the probabilities times the weight.
    private func partial(
        _ range: Range<Int>,
        _ weight: Float,
        _ gradient: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        var inside: Float = 0
        for index in range { inside += gradient[allowed[index]] }
        guard weight > 0 else { return 0 }
        // All allowed outputs underflowed: the loss is large and flat, and any push towards them is right.
        let share = max(inside / weight, .leastNormalMagnitude)
        for index in range { gradient[allowed[index]] -= gradient[allowed[index]] / share }
        return -Double(weight) * log(Double(share))
    }

    /// What it costs grows with the cube of the outputs.
    var tellsCurvature: Bool { 3...128 ~= outputCount }

    /// `mean(w (diag p − p pᵀ))`, as if each row had one label: with partial labels the loss is not convex.
    func curvature(at logits: Logits) -> [Double]? {
        let stride = logits.bias.count
        let rowCount = logits.image.count / stride
        guard tellsCurvature, rowCount > 0 else { return nil }
        var table = WideMatrix(zeros: rowCount, outputCount)
        var weighted = [Float](repeating: 0, count: rowCount * outputCount)
        var mean = [Double](repeating: 0, count: outputCount * outputCount)
        for row in 0..<rowCount {
            var values = (0..<outputCount).map { Float(logits.image[row * stride + $0] + logits.bias[$0]) }
            values.withUnsafeMutableBufferPointer { DenseKernels.best.softmax($0, outputCount: outputCount) }
            for output in 0..<outputCount {
                let share = Float(weights[row]) * values[output]
                table[row, output] = values[output]
                weighted[row * outputCount + output] = share
                mean[output * outputCount + output] += Double(share)
            }
        }
        let products = table.transposedTimes(weighted, outputCount: outputCount, stride: outputCount)
        for row in 0..<outputCount {
            for column in 0..<outputCount {
                mean[row * outputCount + column] -= products[row * table.stride + column]
            }
        }
        mean.multiply(by: 1 / Double(rowCount))
        return mean
    }
}
