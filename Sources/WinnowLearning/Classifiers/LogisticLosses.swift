private import Foundation

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

    func evaluate(
        row: Int,
        logits: UnsafePointer<Double>,
        gradient: UnsafeMutablePointer<Double>
    ) -> Double {
        let weight = weights[row]
        var highest = -Double.infinity
        for output in 0..<outputCount { highest = max(highest, logits[output]) }
        var sum = 0.0
        for output in 0..<outputCount {
            gradient[output] = exp(logits[output] - highest)
            sum += gradient[output]
        }
        let range = offsets[row]..<offsets[row + 1]
        if range.count == 1 {
            let label = allowed[range.lowerBound]
            let loss = weight * (log(sum) + highest - logits[label])
            for output in 0..<outputCount { gradient[output] *= weight / sum }
            gradient[label] -= weight
            return loss
        }
        return partial(range, weight, sum, gradient)
    }

    /// `gradient` holds the unnormalised exponentials.
    private func partial(
        _ range: Range<Int>,
        _ weight: Double,
        _ sum: Double,
        _ gradient: UnsafeMutablePointer<Double>
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

    func evaluate(
        row: Int,
        logits: UnsafePointer<Double>,
        gradient: UnsafeMutablePointer<Double>
    ) -> Double {
        let signed = isPositive[row] ? logits[0] : -logits[0]
        // ln(1 + e^−s), from the side where the exponential is small.
        let tail = exp(-abs(signed))
        let loss = log1p(tail) + max(-signed, 0)
        let wrong = signed >= 0 ? tail / (1 + tail) : 1 / (1 + tail)
        gradient[0] = weights[row] * (isPositive[row] ? -wrong : wrong)
        return weights[row] * loss
    }
}
