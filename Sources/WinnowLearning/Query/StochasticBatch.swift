private import Foundation
internal import WinnowNumerics

/// Draws rows without replacement, with a probability that grows with their uncertainty: a batch that does not ask the same
/// thing twice, at the cost of a sort, and one whose draws have known probabilities.
///
/// The b largest of `ln w + Gumbel noise` are b draws without replacement with weights w (Gumbel top-k).
///
/// - Source: Kirsch et al. 2023 (Stochastic Batch Acquisition; power, softmax and softrank, section 3); Kool, van Hoof and
///   Welling 2019 (Gumbel top-k). Deviation: a score of 0 counts as `leastScore`, so that every row can be drawn.
public struct StochasticBatch: QueryStrategy, Hashable {
    /// How a score s of rank r (from 1) becomes a weight w, with `sharpness` β.
    public enum Form: String, Sendable, Codable, CaseIterable {
        /// `s^β`
        case power
        /// `exp(β · s)`; also called softmax.
        case gibbs
        /// `r^−β`
        case rank
    }

    /// How scores become weights.
    public var form: Form
    /// What the scores are.
    public var measure: Uncertainty
    /// β, at least 0; with 0 every row is alike.
    public var sharpness: Double

    private static let leastScore = 1e-6

    /// - Parameter sharpness: Finite, at least 0.
    public init(_ form: Form = .power, of measure: Uncertainty = .margin, sharpness: Double = 1) {
        precondition(sharpness >= 0 && sharpness.isFinite, "sharpness \(sharpness)")
        self.form = form
        self.measure = measure
        self.sharpness = sharpness
    }

    /// Leads with the drawn rows and their probabilities; scores are `ln w` and Gumbel noise.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let scores = try measure.scores(pool.probabilities, isMultilabel: pool.isMultilabel)
        let weights = logWeights(scores, open: pool.open)
        var generator = SeededGenerator(seed: pool.seed, purpose: "stochastic batch")
        let keys = weights.map { weight in
            // Never 0 nor 1.
            let uniform = (Double(generator.next() >> 12) + 0.5) * 0x1p-52
            return Float(weight - log(-log(uniform)))
        }
        let leading = pool.open.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] > keys[$1] }
            .prefix(pool.wantedCount)
        return Selection(
            scores: keys,
            leading: Array(leading),
            probabilities: StochasticBatch.probabilities(of: leading, among: pool.open, weights)
        )
    }

    /// ln w of each row.
    private func logWeights(_ scores: [Float], open: [Int]) -> [Double] {
        switch form {
        case .power: return scores.map { sharpness * log(max(Double($0), Self.leastScore)) }
        case .gibbs: return scores.map { sharpness * Double($0) }
        case .rank:
            // Of what can be drawn; other rows come behind all of these.
            let order = open.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
            var weights = [Double](repeating: -sharpness * log(Double(open.count + 1)), count: scores.count)
            for (rank, row) in order.enumerated() { weights[row] = -sharpness * log(Double(rank + 1)) }
            return weights
        }
    }

    /// For each drawn row the probability given those before it.
    private static func probabilities(
        of drawn: some Collection<Int>,
        among open: [Int],
        _ logWeights: [Double]
    ) -> [Double] {
        let highest = open.reduce(-Double.infinity) { max($0, logWeights[$1]) }
        let weight = { (row: Int) in exp(logWeights[row] - highest) }
        // Summed from behind: what is left after many draws is not a difference of large numbers.
        let taken = Set(drawn)
        var left = open.reduce(0.0) { taken.contains($1) ? $0 : $0 + weight($1) }
        var probabilities: [Double] = []
        for row in drawn.reversed() {
            left += weight(row)
            probabilities.append(left > 0 ? weight(row) / left : 1)
        }
        return probabilities.reversed()
    }
}
