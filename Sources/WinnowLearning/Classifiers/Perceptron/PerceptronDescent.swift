internal import WinnowNumerics

/// Weights on their way down, with the optimizer's memory.
struct PerceptronDescent: Sendable {
    private(set) var weights: PerceptronWeights
    private var first: PerceptronWeights
    private var second: PerceptronWeights
    private var stepCount = 0

    init(_ weights: PerceptronWeights) {
        self.weights = weights
        var zeros = weights
        zeros.sparse = WideMatrix(zeros: weights.sparse.rowCount, weights.sparse.columnCount)
        zeros.layers = weights.layers.map { PerceptronLayer(zeros: $0.weights.rowCount, $0.outputCount) }
        (first, second) = (zeros, zeros)
    }

    /// One step. Weights of sparse columns that the batch does not have stay, with their moments.
    ///
    /// - Returns: The loss before the step, and the length of the gradient.
    mutating func step(
        _ batch: PerceptronBatch,
        _ classifier: Perceptron,
        rate: Double,
        mask: DropoutMask?
    ) -> (loss: Double, norm: Double) {
        let gradient = weights.gradient(of: batch, mask: mask)
        let norm = gradient.norm
        stepCount += 1
        let step = OptimizerStep(
            classifier.optimizer,
            number: stepCount,
            rate: rate,
            weightDecay: classifier.weightDecay,
            gradientScale: classifier.gradientLimit.map { norm > $0 ? $0 / norm : 1 } ?? 1
        )
        for number in weights.layers.indices {
            let part = gradient.layers[number]
            step.move(
                &weights.layers[number].weights.values,
                part.weights.values,
                first: &first.layers[number].weights.values,
                second: &second.layers[number].weights.values,
                decays: true
            )
            step.move(
                &weights.layers[number].bias,
                part.bias,
                first: &first.layers[number].bias,
                second: &second.layers[number].bias,
                decays: false
            )
        }
        if let sparse = gradient.sparse {
            step.move(
                rows: batch.touched,
                width: sparse.stride,
                &weights.sparse.values,
                sparse.values,
                first: &first.sparse.values,
                second: &second.sparse.values
            )
        }
        return (gradient.loss, norm)
    }
}

extension OptimizerStep {
    fileprivate func move(
        _ weights: inout [Float],
        _ gradient: [Float],
        first: inout [Float],
        second: inout [Float],
        decays: Bool
    ) {
        weights.withUnsafeMutableBufferPointer { weights in
            first.withUnsafeMutableBufferPointer { first in
                second.withUnsafeMutableBufferPointer { second in
                    gradient.withUnsafeBufferPointer {
                        move(weights, $0, first: first, second: second, decays: decays)
                    }
                }
            }
        }
    }

    /// Some rows of a table; the gradient's rows are these rows.
    fileprivate func move(
        rows: [Int],
        width: Int,
        _ weights: inout [Float],
        _ gradient: [Float],
        first: inout [Float],
        second: inout [Float]
    ) {
        weights.withUnsafeMutableBufferPointer { weights in
            first.withUnsafeMutableBufferPointer { first in
                second.withUnsafeMutableBufferPointer { second in
                    gradient.withUnsafeBufferPointer { gradient in
                        // SAFETY: each chunk writes rows of its own, and the memory outlives the loop.
                        nonisolated(unsafe) let (weights, first, second) = (weights, first, second)
                        nonisolated(unsafe) let gradient = gradient
                        ParallelFor.chunks(of: rows.count, size: max(1, (1 << 17) / width)) { _, places in
                            for place in places {
                                let own = rows[place] * width..<(rows[place] + 1) * width
                                move(
                                    UnsafeMutableBufferPointer(rebasing: weights[own]),
                                    UnsafeBufferPointer(rebasing: gradient[place * width..<(place + 1) * width]),
                                    first: UnsafeMutableBufferPointer(rebasing: first[own]),
                                    second: UnsafeMutableBufferPointer(rebasing: second[own]),
                                    decays: true
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}
