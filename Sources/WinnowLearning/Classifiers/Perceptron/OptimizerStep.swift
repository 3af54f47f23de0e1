/// One step of an optimizer over any number of weights.
///
/// The decay of weights is decoupled from the gradient: `w ← w − η λ w` beside the step (Loshchilov and Hutter 2019,
/// algorithm 2, AdamW; the same for the other optimizers). For gradient descent without momentum that is an L2 penalty of
/// λ/2; for the others it is not.
public struct OptimizerStep: Sendable {
    private let optimizer: Optimizer
    private let rate: Float
    /// What weights are multiplied by.
    private let kept: Float
    /// What the gradient is multiplied by: below 1 where it was clipped.
    private let gradientScale: Float
    /// `1 / (1 − βᵗ)` of Adam's moments.
    private let firstCorrection: Float
    private let secondCorrection: Float

    /// - Parameters:
    ///   - number: t, from 1.
    ///   - rate: η.
    ///   - weightDecay: λ.
    public init(
        _ optimizer: Optimizer,
        number: Int,
        rate: Double,
        weightDecay: Double,
        gradientScale: Double = 1
    ) {
        self.optimizer = optimizer
        self.rate = Float(rate)
        kept = Float(max(0, 1 - rate * weightDecay))
        self.gradientScale = Float(gradientScale)
        if case .adam(let first, let second) = optimizer {
            firstCorrection = Float(1 / (1 - power(first, number)))
            secondCorrection = Float(1 / (1 - power(second, number)))
        } else {
            (firstCorrection, secondCorrection) = (1, 1)
        }
    }

    /// Moves some weights.
    ///
    /// - Parameters:
    ///   - weights: Overwritten.
    ///   - gradient: As many numbers.
    ///   - first: Adam's first moment, or the velocity; as many numbers, 0 before the first step.
    ///   - second: The mean square; as many numbers, 0 before the first step.
    ///   - decays: Whether weights decay; biases do not.
    public func move(
        _ weights: UnsafeMutableBufferPointer<Float>,
        _ gradient: UnsafeBufferPointer<Float>,
        first: UnsafeMutableBufferPointer<Float>,
        second: UnsafeMutableBufferPointer<Float>,
        decays: Bool
    ) {
        let count = weights.count
        precondition(gradient.count == count && first.count == count && second.count == count, "\(count) weights")
        let (rate, scale, kept) = (rate, gradientScale, decays ? kept : 1)
        switch optimizer {
        case .adam(let firstDecay, let secondDecay):
            let (keep1, keep2) = (Float(firstDecay), Float(secondDecay))
            let (add1, add2) = (1 - keep1, 1 - keep2)
            let (correct1, correct2) = (rate * firstCorrection, secondCorrection)
            for index in 0..<count {
                let g = scale * gradient[index]
                first[index] = settled(keep1 * first[index] + add1 * g)
                second[index] = settled(keep2 * second[index] + add2 * g * g)
                let length = (correct2 * second[index]).squareRoot() + Optimizer.epsilon
                weights[index] = settled(kept * weights[index] - correct1 * first[index] / length)
            }
        case .sgd(let momentum):
            let keep = Float(momentum)
            for index in 0..<count {
                first[index] = settled(keep * first[index] + scale * gradient[index])
                weights[index] = settled(kept * weights[index] - rate * first[index])
            }
        case .rmsprop(let decay):
            let (keep, add) = (Float(decay), Float(1 - decay))
            for index in 0..<count {
                let g = scale * gradient[index]
                second[index] = settled(keep * second[index] + add * g * g)
                let length = second[index].squareRoot() + Optimizer.epsilon
                weights[index] = settled(kept * weights[index] - rate * g / length)
            }
        }
    }
}

/// A power by squaring: the same on every machine, which the C library's is not.
private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
        if rest & 1 == 1 { result *= square }
        square *= square
        rest >>= 1
    }
    return result
}

/// 0 for a number of no account: weights of units that are dead decay to numbers that processors are slow with.
@inline(__always) private func settled(_ value: Float) -> Float {
    abs(value) < 1e-30 ? 0 : value
}
