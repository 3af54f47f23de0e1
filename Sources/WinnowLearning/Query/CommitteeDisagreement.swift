private import Foundation
internal import WinnowNumerics

/// How much the members of a committee differ about a row: m members, k labels.
///
/// With multi-label probabilities a measure is the mean over the labels of that of each label against its absence.
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

    /// No row leads; scores are this measure of the pool's committee.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        guard !pool.committee.isEmpty else { throw .noCommittee }
        let members = pool.committee
        let (rowCount, labelCount) = (pool.rowCount, pool.labelCount)
        precondition(members.allSatisfy { $0.rowCount == rowCount && $0.columnCount == labelCount }, "other members")
        let scores = [Float](unsafeUninitializedCapacity: rowCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rowCount, size: 1024) { _, rows in
                var opinions = Opinions(memberCount: members.count, labelCount: pool.isMultilabel ? 2 : labelCount)
                for row in rows {
                    out[row] = Float(
                        pool.isMultilabel
                            ? independent(members, row, &opinions) : exclusive(members, row, &opinions)
                    )
                }
            }
            count = rowCount
        }
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(row: row) }
        return Selection(scores: scores)
    }

    private func exclusive(_ members: [DenseMatrix], _ row: Int, _ opinions: inout Opinions) -> Double {
        for (number, member) in members.enumerated() {
            for label in 0..<member.columnCount {
                opinions.values[number * opinions.labelCount + label] = Double(member[row, label])
            }
        }
        return measure(&opinions)
    }

    private func independent(_ members: [DenseMatrix], _ row: Int, _ opinions: inout Opinions) -> Double {
        let labelCount = members[0].columnCount
        var sum = 0.0
        for label in 0..<labelCount {
            for (number, member) in members.enumerated() {
                let value = Double(member[row, label])
                (opinions.values[number * 2], opinions.values[number * 2 + 1]) = (value, 1 - value)
            }
            sum += measure(&opinions)
        }
        return sum / Double(labelCount)
    }

    private func measure(_ opinions: inout Opinions) -> Double {
        switch self {
        case .voteEntropy: return entropy(opinions.votes())
        case .variationRatio: return 1 - (opinions.votes().max() ?? 1)
        case .consensusEntropy: return entropy(opinions.mean())
        case .bald:
            let information = entropy(opinions.mean()) - opinions.meanEntropy()
            // Rounding; and what is no number stays none.
            return information < 0 ? 0 : information
        case .klDivergence: return opinions.meanDivergence(from: opinions.mean())
        }
    }
}

/// One row's probabilities by member, `(m, k)`.
private struct Opinions {
    let memberCount: Int
    let labelCount: Int
    var values: [Double]

    init(memberCount: Int, labelCount: Int) {
        self.memberCount = memberCount
        self.labelCount = labelCount
        values = [Double](repeating: 0, count: memberCount * labelCount)
    }

    /// The share of the members that each label is the most probable one for, ties to the first; no number where one is no
    /// number.
    func votes() -> [Double] {
        var votes = [Double](repeating: 0, count: labelCount)
        for member in 0..<memberCount {
            let row = values[member * labelCount..<(member + 1) * labelCount]
            guard row.allSatisfy(\.isFinite) else { return [.nan] }
            var best = 0
            for label in 0..<labelCount where row[row.startIndex + label] > row[row.startIndex + best] { best = label }
            votes[best] += 1 / Double(memberCount)
        }
        return votes
    }

    func mean() -> [Double] {
        (0..<labelCount).map { label in
            (0..<memberCount).reduce(0) { $0 + values[$1 * labelCount + label] } / Double(memberCount)
        }
    }

    func meanEntropy() -> Double {
        (0..<memberCount).reduce(0) { sum, member in
            sum + entropy(values[member * labelCount..<(member + 1) * labelCount])
        } / Double(memberCount)
    }

    func meanDivergence(from mean: [Double]) -> Double {
        var sum = 0.0
        for member in 0..<memberCount {
            for label in 0..<labelCount {
                let value = values[member * labelCount + label]
                if value > 0 { sum += value * log(value / mean[label]) } else if value.isNaN { return .nan }
            }
        }
        return sum / Double(memberCount)
    }
}

private func entropy(_ values: some Sequence<Double>) -> Double {
    var sum = 0.0
    for value in values {
        if value > 0 { sum -= value * log(value) } else if value.isNaN { return .nan }
    }
    return sum
}
