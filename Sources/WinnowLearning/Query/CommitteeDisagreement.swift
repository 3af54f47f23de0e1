private import Foundation
internal import WinnowNumerics

/// How much the members of a committee differ about a row: m members, k labels.
///
/// With multi-label probabilities a measure is the mean over the labels of that of each label against its absence.
///
/// - Note: Votes alone leave the choice among equals to chance or, worse, to the order of the pool: on a file that is sorted by
///   label vote entropy falls 15 points below random choice so.
public enum CommitteeDisagreement: String, Sendable, Codable, CaseIterable, QueryStrategy {
    /// The entropy of the members' votes, in nats, 0…ln min(m, k). Dagan and Engelson 1995.
    case voteEntropy = "vote-entropy"
    /// The entropy of the mean of the members' probabilities, in nats, 0…ln k. Settles 2009, section 3.2.
    case consensusEntropy = "consensus-entropy"
    /// The mean Kullback-Leibler divergence of the members from their mean, in nats. McCallum and Nigam 1998. With exact
    /// arithmetic it is the same number as `bald`, summed in another order.
    case klDivergence = "kl-divergence"
    /// The entropy of the mean less the mean of the entropies: the mutual information of label and member, in nats. Houlsby
    /// et al. 2011; Gal, Islam and Ghahramani 2017.
    case bald
    /// The share of the members that do not vote as most do, 0…1 − 1/m. Freeman 1965; Gal, Islam and Ghahramani 2017.
    case variationRatio = "variation-ratio"

    /// Scores are this measure of the pool's committee. Few members have few ways to vote, so many rows have the same score: the
    /// batch leads in the order of votes, and rows with the same votes in that of their consensus entropy. Measures
    /// of probabilities lead with none.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        guard !pool.committee.isEmpty else { throw .noCommittee }
        let scores = try scores(of: pool)
        guard self == .voteEntropy || self == .variationRatio else { return Selection(scores: scores) }
        let consensus = try CommitteeDisagreement.consensusEntropy.scores(of: pool)
        return Selection(scores: scores, leading: best(of: pool, scores, consensus))
    }

    /// The open rows of a batch: all above the least score that gets into it, then the best of those that have it.
    private func best(of pool: QueryPool, _ scores: [Float], _ consensus: [Float]) -> [Int] {
        let chosen = topPositions(pool.wantedCount, of: pool.open.map { scores[$0] }).map { pool.open[$0] }
        guard let least = chosen.last.map({ scores[$0] }) else { return [] }
        return pool.open.filter { scores[$0] >= least }.sorted { first, second in
            if scores[first] != scores[second] { return scores[first] > scores[second] }
            return consensus[first] == consensus[second] ? first < second : consensus[first] > consensus[second]
        }.prefix(pool.wantedCount).map { $0 }
    }

    /// This measure of each row.
    private func scores(of pool: QueryPool) throws(LearningError) -> [Float] {
        let (members, rowCount, labelCount) = (pool.committee, pool.rowCount, pool.labelCount)
        precondition(members.allSatisfy { $0.rowCount == rowCount && $0.columnCount == labelCount }, "other members")
        precondition(labelCount > 0, "no labels")
        let scores = [Float](unsafeUninitializedCapacity: rowCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: max(16, 16_384 / (members.count * labelCount))) { _, rows in
                let target = UnsafeMutableBufferPointer(rebasing: out[rows])
                if pool.isMultilabel {
                    let measures = self.measures(Opinions(members, rows, eachLabelAgainstAbsence: true))
                    for row in target.indices {
                        let own = measures[row * labelCount..<(row + 1) * labelCount]
                        target[row] = own.reduce(0, +) / Float(labelCount)
                    }
                } else {
                    _ = target.update(fromContentsOf: measures(Opinions(members, rows)))
                }
            }
            count = rowCount
        }
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(row: row) }
        return scores
    }

    private func measures(_ opinions: Opinions) -> [Float] {
        switch self {
        case .voteEntropy: return opinions.ofVotes(entropy)
        case .variationRatio: return opinions.ofVotes { 1 - ($0.max() ?? 1) }
        case .consensusEntropy: return opinions.mean().entropies()
        case .bald:
            let (whole, inner) = (opinions.mean().entropies(), opinions.entropies())
            return whole.indices.map { row in
                let count = opinions.memberCount
                let sum = (0..<count).reduce(Float(0)) { $0 + inner[$1 * opinions.rowCount + row] }
                let information = whole[row] - sum / Float(count)
                // Rounding; and what is no number stays none.
                return information < 0 ? 0 : information
            }
        case .klDivergence: return opinions.meanDivergences()
        }
    }
}

/// What the members of a committee say about some rows: `(m, n, k)`.
private struct Opinions {
    let memberCount: Int
    let rowCount: Int
    let labelCount: Int
    private let values: [Float]

    private init(memberCount: Int, rowCount: Int, labelCount: Int, values: [Float]) {
        self.memberCount = memberCount
        self.rowCount = rowCount
        self.labelCount = labelCount
        self.values = values
    }

    /// - Parameter eachLabelAgainstAbsence: Whether each label of each row becomes a row of its own with two labels.
    init(_ members: [DenseMatrix], _ rows: Range<Int>, eachLabelAgainstAbsence isSplit: Bool = false) {
        let labelCount = members[0].columnCount
        var values: [Float] = []
        values.reserveCapacity(members.count * rows.count * labelCount * (isSplit ? 2 : 1))
        for member in members {
            let own = member.values[rows.lowerBound * labelCount..<rows.upperBound * labelCount]
            if isSplit {
                for value in own {
                    values.append(value)
                    values.append(1 - value)
                }
            } else {
                values += own
            }
        }
        self.init(
            memberCount: members.count,
            rowCount: isSplit ? rows.count * labelCount : rows.count,
            labelCount: isSplit ? 2 : labelCount,
            values: values
        )
    }

    /// A figure of the shares of the members that each label of a row is the most probable one for, ties to the first; no
    /// number where one is no number.
    func ofVotes(_ figure: ([Double]) -> Double) -> [Float] {
        var votes = [Double](repeating: 0, count: labelCount)
        return (0..<rowCount).map { row in
            for label in 0..<labelCount { votes[label] = 0 }
            for member in 0..<memberCount {
                guard let label = favourite(of: member, row) else { return .nan }
                votes[label] += 1
            }
            for label in 0..<labelCount { votes[label] /= Double(memberCount) }
            return Float(figure(votes))
        }
    }

    private func favourite(of member: Int, _ row: Int) -> Int? {
        let first = (member * rowCount + row) * labelCount
        var (best, highest, sum) = (0, values[first], values[first])
        for label in 1..<max(1, labelCount) {
            let value = values[first + label]
            sum += value
            if value > highest { (best, highest) = (label, value) }
        }
        return sum.isFinite ? best : nil
    }

    /// The members' mean as the opinion of one.
    func mean() -> Opinions {
        let count = rowCount * labelCount
        var mean = Array(values[..<count])
        for member in 1..<max(1, memberCount) {
            for index in 0..<count { mean[index] += values[member * count + index] }
        }
        let share = 1 / Float(memberCount)
        for index in 0..<count { mean[index] *= share }
        return Opinions(memberCount: 1, rowCount: rowCount, labelCount: labelCount, values: mean)
    }

    /// Of each row of each member, `(m, n)`.
    func entropies() -> [Float] {
        [Float](unsafeUninitializedCapacity: memberCount * rowCount) { buffer, count in
            count = memberCount * rowCount
            values.withUnsafeBufferPointer { values in
                let out = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
                DenseKernels.best.entropies(values, outputCount: labelCount, into: out)
            }
        }
    }

    /// The mean divergence of the members from their mean.
    func meanDivergences() -> [Float] {
        let mean = self.mean().values
        return (0..<rowCount).map { row in
            var sum = 0.0
            for member in 0..<memberCount {
                for label in 0..<labelCount {
                    let value = values[(member * rowCount + row) * labelCount + label]
                    if value > 0 {
                        sum += Double(value) * log(Double(value) / Double(mean[row * labelCount + label]))
                    } else if value.isNaN {
                        return .nan
                    }
                }
            }
            return Float(sum / Double(memberCount))
        }
    }
}

private func entropy(_ shares: [Double]) -> Double {
    shares.reduce(0) { sum, share in share > 0 ? sum - share * log(share) : sum }
}
