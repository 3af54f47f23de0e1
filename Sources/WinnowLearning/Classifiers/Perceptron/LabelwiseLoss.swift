private import Foundation
internal import WinnowNumerics

/// `Σ_c −w_c · ln σ(±z_c)`: one binomial loss a label; a weight of 0 is a label of which nothing is known.
struct LabelwiseLoss: RowLoss {
    let outputCount: Int
    /// Row-major `(n, m)`.
    let weights: [Double]
    let isPositive: [Bool]

    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Double>) -> Double {
        let stride = tableStride(outputCount: outputCount)
        var value = 0.0
        for (place, row) in rows.enumerated() {
            for output in 0..<outputCount {
                let (entry, index) = (row * outputCount + output, place * stride + output)
                let signed = isPositive[entry] ? logits[index] : -logits[index]
                // ln(1 + e^−s), from the side where the exponential is small.
                let tail = exp(-abs(signed))
                let wrong = signed >= 0 ? tail / (1 + tail) : 1 / (1 + tail)
                // Nothing known and an infinite logit would be no number.
                guard weights[entry] > 0 else {
                    logits[index] = 0
                    continue
                }
                value += weights[entry] * (log1p(tail) + max(-signed, 0))
                logits[index] = weights[entry] * (isPositive[entry] ? -wrong : wrong)
            }
        }
        return value
    }
}
