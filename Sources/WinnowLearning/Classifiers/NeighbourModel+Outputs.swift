private import Foundation
public import WinnowNumerics

extension NeighbourModel {
    /// - Complexity: O(entries · voters that have the entry's column + n · v · dense columns); in parallel, the same bits for
    ///   any thread count.
    public func logits(of features: FeatureRows) throws(LearningError) -> DenseMatrix {
        try check(features.sparseColumnCount, features.denseColumnCount)
        return logits(rowCount: features.rowCount) { features.selecting(rows: Array($0)) }
    }

    /// A pool's rows are copied out some dozens at a time.
    public func logits(of pool: PoolFeatures) throws(LearningError) -> DenseMatrix {
        try check(pool.sparseColumnCount, pool.denseColumnCount)
        return logits(rowCount: pool.rowCount) { pool.gather($0) }
    }

    private func check(_ sparseCount: Int, _ denseCount: Int) throws(LearningError) {
        try check(sparseCount + denseCount)
        // As many columns of other kinds are other features.
        guard sparseCount == voters.sparseColumnCount else {
            throw .wrongFeatureCount(expected: voters.sparseColumnCount, found: sparseCount)
        }
    }

    private func logits(rowCount: Int, _ rows: (Range<Int>) -> FeatureRows) -> DenseMatrix {
        let outputCount = head.outputCount
        guard rowCount > 0 else { return DenseMatrix(zeros: 0, outputCount) }
        let table = CosineTable(voters, scales: scales)
        // So many cosines stay in the cache; the bits do not depend on it.
        let size = max(8, min(256, (1 << 17) / voters.rowCount))
        let values = [Float](unsafeUninitializedCapacity: rowCount * outputCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: size) { _, range in
                var sums = [VoteSum](repeating: VoteSum(), count: outputCount)
                table.cosines(of: rows(range)) { row, cosines in
                    let start = (range.lowerBound + row) * outputCount
                    let target = UnsafeMutableBufferPointer(rebasing: out[start..<start + outputCount])
                    vote(cosines, &sums, to: target)
                }
            }
            count = rowCount * outputCount
        }
        return DenseMatrix(rowCount: rowCount, columnCount: outputCount, values: values)
    }

    /// The votes on one output.
    private struct VoteSum {
        /// Weights of the neighbours that vote.
        var weight = 0.0
        /// The same, each times how much its vote counts.
        var total = 0.0
        /// Of `total`, what is for the label.
        var ayes = 0.0
    }

    /// - Parameters:
    ///   - cosines: By voter.
    ///   - sums: By output, overwritten.
    private func vote(_ cosines: [Float], _ sums: inout [VoteSum], to out: UnsafeMutableBufferPointer<Float>) {
        for output in sums.indices { sums[output] = VoteSum() }
        var wanted = Double(neighbourCount)
        for voter in topPositions(reach, of: cosines) {
            guard cosines[voter] > 0, wanted > 0 else { break }
            let weight = min(Double(weights[voter]), wanted)
            wanted -= weight
            let total = weighting == .uniform ? weight : weight / max(1 - Double(cosines[voter]), 1e-3)
            for output in sums.indices {
                let share = votes.shares[voter * sums.count + output]
                // The voter does not know.
                if share < 0 { continue }
                sums[output].weight += weight
                sums[output].total += total
                sums[output].ayes += total * Double(share)
            }
        }
        for (output, sum) in sums.enumerated() {
            let share = sum.total > 0 ? sum.ayes / sum.total : 0
            let smoothed = (sum.weight * share + Double(votes.prior[output])) / (sum.weight + 1)
            let probability = min(max(smoothed, 1e-12), 1 - 1e-12)
            out[output] =
                switch head {
                case .softmax: Float(log(probability))
                case .binomial, .oneAgainstRest: Float(logOdds(probability))
                }
        }
    }
}
