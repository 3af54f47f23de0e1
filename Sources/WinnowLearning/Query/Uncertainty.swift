private import Foundation
public import WinnowNumerics

/// How unsure a model is of a row: the classical measures, by row and without a view of the others.
///
/// With multi-label probabilities (rows that need not sum to 1) a measure is the mean over the labels of that of each label
/// against its absence, but for `maxEntropy`.
public enum Uncertainty: String, Sendable, Codable, CaseIterable {
    /// `1 − p₁`, in 0…1 − 1/k. Lewis and Gale 1994; Culotta and McCallum 2005.
    case leastConfidence = "least-confidence"
    /// `1 − (p₁ − p₂)`, in 0…1. Scheffer, Decomain and Wrobel 2001; Luo et al. 2005 (breaking ties).
    case margin
    /// `−Σ p ln p`, in nats, 0…ln k. Shannon 1948; Settles 2009, section 3.1.
    case entropy
    /// With multi-label probabilities the entropy of the label that is least sure, in nats, 0…ln 2: an item with one hard label is not
    /// hidden by many easy ones. Esuli and Sebastiani 2009 (confidence, the maximum over labels). Else the same as `entropy`.
    case maxEntropy = "max-entropy"
    /// `p₂ / p₁`, in 0…1. Settles 2012, section 2.3; differs from `margin` where both are small.
    case ratio

    /// Scores rows from their probabilities.
    ///
    /// - Parameters:
    ///   - probabilities: Row-major `(n, k)`, k at least 1.
    ///   - isMultilabel: Whether labels are independent of each other.
    /// - Throws: `LearningError.nonFinite` when a row has NaN or infinity.
    /// - Complexity: O(n·k), in parallel; the same bits for any thread count.
    public func scores(_ probabilities: DenseMatrix, isMultilabel: Bool = false) throws(LearningError) -> [Float] {
        let (rowCount, labelCount) = (probabilities.rowCount, probabilities.columnCount)
        let scores = [Float](unsafeUninitializedCapacity: rowCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            probabilities.values.withUnsafeBufferPointer { values in
                // SAFETY: only read.
                nonisolated(unsafe) let values = values
                ParallelFor.chunks(of: rowCount, size: 8192) { _, range in
                    let rows = range.lowerBound * labelCount..<range.upperBound * labelCount
                    write(
                        UnsafeBufferPointer(rebasing: values[rows]),
                        labelCount,
                        isMultilabel,
                        to: UnsafeMutableBufferPointer(rebasing: out[range])
                    )
                }
            }
            count = rowCount
        }
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(row: row) }
        return scores
    }

    private func write(
        _ values: UnsafeBufferPointer<Float>,
        _ labelCount: Int,
        _ isMultilabel: Bool,
        to out: UnsafeMutableBufferPointer<Float>
    ) {
        if self == .entropy || self == .maxEntropy, !isMultilabel {
            return DenseKernels.best.entropies(values, outputCount: labelCount, into: out)
        }
        for row in out.indices {
            let values = UnsafeBufferPointer(rebasing: values[row * labelCount..<(row + 1) * labelCount])
            out[row] = isMultilabel ? independentScore(values) : exclusiveScore(values)
        }
    }

    private func exclusiveScore(_ values: UnsafeBufferPointer<Float>) -> Float {
        var (first, second) = (-Float.infinity, -Float.infinity)
        var sum: Float = 0
        for value in values {
            if value > first {
                (first, second) = (value, first)
            } else if value > second {
                second = value
            }
            sum += value
        }
        // NaN compares false with everything, but it poisons the sum.
        guard sum.isFinite else { return .nan }
        switch self {
        case .leastConfidence: return 1 - first
        case .margin: return values.count > 1 ? 1 - (first - second) : 0
        case .ratio: return values.count > 1 && first > 0 ? second / first : 0
        case .entropy, .maxEntropy: return values.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
        }
    }

    private func independentScore(_ values: UnsafeBufferPointer<Float>) -> Float {
        var sum: Float = 0
        var highest: Float = 0
        for value in values {
            let rarer = min(value, 1 - value)
            switch self {
            case .leastConfidence: sum += rarer
            case .margin: sum += 1 - abs(2 * value - 1)
            case .ratio: sum += rarer / (1 - rarer)
            case .entropy, .maxEntropy:
                guard value.isFinite else { return .nan }
                var own: Float = 0
                if value > 0 { own -= value * log(value) }
                if value < 1 { own -= (1 - value) * log(1 - value) }
                sum += own
                highest = max(highest, own)
            }
        }
        return self == .maxEntropy ? highest : sum / Float(max(values.count, 1))
    }
}

extension Uncertainty: QueryStrategy {
    /// No row leads; scores are this measure.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        Selection(scores: try scores(pool.probabilities, isMultilabel: pool.isMultilabel))
    }
}
