private import Foundation
internal import WinnowNumerics

/// `−w · ln Σ_{c allowed} softmax(z)_c`: cross entropy where one label is allowed, a partial label where several are.
///
/// With several allowed labels the loss is not convex: the fit is a stationary point that depends on its start.
///
/// - Source: Jin and Ghahramani 2002; Grandvalet 2002 (partial labels); for one allowed label, multinomial logistic
///   regression.
struct SoftmaxLoss: RowLoss {
    let outputCount: Int
    let weights: [Double]
    /// Outputs that each row may have: a row's are `allowed[offsets[row]..<offsets[row + 1]]`.
    let allowed: [Int]
    let offsets: [Int]

    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Double>) -> Double {
        let (outputCount, stride) = (outputCount, tableStride(outputCount: outputCount))
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count * outputCount) { parts in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { highest in
                for row in 0..<rows.count {
                    var most = -Double.infinity
                    for output in 0..<outputCount { most = max(most, logits[row * stride + output]) }
                    highest[row] = most
                    for output in 0..<outputCount {
                        parts[row * outputCount + output] = logits[row * stride + output] - most
                    }
                }
                for index in parts.indices { parts[index] = exp(parts[index]) }
                var value = 0.0
                for row in 0..<rows.count {
                    value += evaluate(
                        rows.lowerBound + row,
                        UnsafeBufferPointer(rebasing: parts[row * outputCount..<(row + 1) * outputCount]),
                        highest: highest[row],
                        UnsafeMutableBufferPointer(rebasing: logits[row * stride..<row * stride + outputCount])
                    )
                }
                return value
            }
        }
    }

    /// - Parameter exponentials: Of the logits less the highest of them.
    private func evaluate(
        _ row: Int,
        _ exponentials: UnsafeBufferPointer<Double>,
        highest: Double,
        _ logits: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        let weight = weights[row]
        let range = offsets[row]..<offsets[row + 1]
        var sum = 0.0
        for part in exponentials { sum += part }
        if range.count == 1 {
            let label = allowed[range.lowerBound]
            let loss = weight * (log(sum) + highest - logits[label])
            let scale = weight / sum
            for output in logits.indices { logits[output] = scale * exponentials[output] }
            logits[label] -= weight
            return loss
        }
        for output in logits.indices { logits[output] = exponentials[output] }
        return partial(range, weight, sum, logits)
    }

    /// `gradient` holds the unnormalised exponentials.
    private func partial(
        _ range: Range<Int>,
        _ weight: Double,
        _ sum: Double,
        _ gradient: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var inside = 0.0
        for index in range { inside += gradient[allowed[index]] }
        // All allowed outputs underflowed: the loss is large and flat, and any push towards them is right.
        inside = max(inside, 1e-300)
        var next = range.lowerBound
        for output in 0..<outputCount {
            let isAllowed = next < range.upperBound && allowed[next] == output
            if isAllowed { next += 1 }
            gradient[output] = weight * (gradient[output] / sum - (isAllowed ? gradient[output] / inside : 0))
        }
        return weight * (log(sum) - log(inside))
    }
}

/// `−w · ln σ(±z)`: the two-label case with one output, and one label of many in multi-label.
struct BinomialLoss: RowLoss {
    let outputCount = 1
    let weights: [Double]
    let isPositive: [Bool]

    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Double>) -> Double {
        var value = 0.0
        for (place, row) in rows.enumerated() {
            let signed = isPositive[row] ? logits[place] : -logits[place]
            // ln(1 + e^−s), from the side where the exponential is small.
            let tail = exp(-abs(signed))
            let wrong = signed >= 0 ? tail / (1 + tail) : 1 / (1 + tail)
            value += weights[row] * (log1p(tail) + max(-signed, 0))
            logits[place] = weights[row] * (isPositive[row] ? -wrong : wrong)
        }
        return value
    }
}
