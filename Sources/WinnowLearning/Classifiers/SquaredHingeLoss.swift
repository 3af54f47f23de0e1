internal import WinnowNumerics

/// `w · max(0, 1 − y·z)²`, for each output on its own.
struct SquaredHingeLoss: RowLoss {
    let outputCount: Int
    /// Row-major `(n, m)`: y·w. Above 0 where the row has the output's label, below where it has not, 0 where that is not
    /// known.
    let weights: [Double]

    func evaluate(rows: Range<Int>, logits: UnsafeMutableBufferPointer<Double>) -> Double {
        let (outputCount, stride) = (outputCount, tableStride(outputCount: outputCount))
        return weights.withUnsafeBufferPointer { weights in
            var value = 0.0
            for (place, row) in rows.enumerated() {
                for output in 0..<outputCount {
                    let (weight, index) = (weights[row * outputCount + output], place * stride + output)
                    let gap = max(0, 1 - (weight < 0 ? -logits[index] : logits[index]))
                    value += abs(weight) * gap * gap
                    logits[index] = -2 * weight * gap
                }
            }
            return value
        }
    }
}
