private import Foundation
package import WinnowNumerics

/// Scores the rows of a pool by how much a label of theirs would teach; higher is more informative.
///
/// Scoring is apart from selecting: `Ranking` takes the best, and the queue decides what share it draws at random.
package enum QueryStrategy: String, Sendable, Codable, CaseIterable {
    /// Every row alike: the baseline that a strategy has to beat.
    case random = "random.v1"
    /// `1 − p₁`, in 0…1 − 1/k. Lewis and Gale 1994; Culotta and McCallum 2005.
    case leastConfidence = "least-confidence.v1"
    /// `1 − (p₁ − p₂)`, in 0…1. Scheffer, Decomain and Wrobel 2001; Luo et al. 2005 (breaking ties).
    case margin = "margin.v1"
    /// `−Σ p ln p`, in nats, 0…ln k. Shannon 1948; Settles 2009, section 3.1.
    case entropy = "entropy.v1"

    /// Scores rows from their probabilities.
    ///
    /// With multi-label probabilities (rows that need not sum to 1) the score is the mean over the labels of the binary
    /// score of each.
    ///
    /// - Parameters:
    ///   - probabilities: Row-major `(n, k)`, k at least 1.
    ///   - isMultilabel: Whether labels are independent of each other.
    ///   - seed: For `random`: the same seed gives the same scores.
    /// - Throws: `LearningError.nonFinite` when a row has NaN or infinity.
    /// - Complexity: O(n·k), in parallel; the same bits for any thread count.
    package func scores(
        _ probabilities: DenseMatrix,
        isMultilabel: Bool = false,
        seed: UInt64
    ) throws(LearningError) -> [Float] {
        if self == .random { return QueryStrategy.randomScores(probabilities.rowCount, seed: seed) }
        let (rowCount, labelCount) = (probabilities.rowCount, probabilities.columnCount)
        let scores = [Float](unsafeUninitializedCapacity: rowCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            probabilities.values.withUnsafeBufferPointer { values in
                // SAFETY: only read.
                nonisolated(unsafe) let values = values
                ParallelFor.chunks(of: rowCount, size: 8192) { _, range in
                    if self == .entropy, !isMultilabel {
                        return DenseKernels.best.entropies(
                            UnsafeBufferPointer(
                                rebasing: values[range.lowerBound * labelCount..<range.upperBound * labelCount]
                            ),
                            outputCount: labelCount,
                            into: UnsafeMutableBufferPointer(rebasing: out[range])
                        )
                    }
                    for row in range {
                        let values = UnsafeBufferPointer(
                            rebasing: values[row * labelCount..<(row + 1) * labelCount]
                        )
                        out[row] = isMultilabel ? independentScore(values) : exclusiveScore(values)
                    }
                }
            }
            count = rowCount
        }
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(row: row) }
        return scores
    }

    /// Uniform in 0..<1, a score a row.
    package static func randomScores(_ count: Int, seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed, purpose: "random query")
        return (0..<count).map { _ in Float(generator.next() >> 40) * 0x1p-24 }
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
        case .random: return 0
        case .leastConfidence: return 1 - first
        case .margin: return values.count > 1 ? 1 - (first - second) : 0
        case .entropy: preconditionFailure("a kernel computes it")
        }
    }

    private func independentScore(_ values: UnsafeBufferPointer<Float>) -> Float {
        var sum: Float = 0
        for value in values {
            switch self {
            case .random: break
            case .leastConfidence: sum += min(value, 1 - value)
            case .margin: sum += 1 - abs(2 * value - 1)
            case .entropy:
                if value > 0 { sum -= value * log(value) }
                if value < 1 { sum -= (1 - value) * log(1 - value) }
                if !value.isFinite { return .nan }
            }
        }
        return sum / Float(max(values.count, 1))
    }
}
