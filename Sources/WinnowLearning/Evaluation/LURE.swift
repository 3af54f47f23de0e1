private import Foundation

/// The levelled unbiased risk estimator: what actively chosen items say of a whole pool, when the probability with
/// which each was drawn is known.
///
/// The estimate is the mean of `v_m · loss_m` with `v_m = 1 + (N − M)/(N − m) · (1/((N − m + 1) · q_m) − 1)`, where q_m
/// is the probability with which the m-th item was drawn from the N − m + 1 that were left. It has no bias whatever the
/// q, as long as none of what was left had a probability of 0.
///
/// A loss must come from a model that did not learn from that item, as out-of-fold outputs do: a model knows its own
/// training items better than others.
///
/// - Source: Farquhar, Gal and Rainforth 2021 (R_LURE); Kossen et al. 2021 (active testing). Deviation: a pool may grow
///   while items are drawn, so that the number that was left is taken as it was recorded and not as N − m + 1. The
///   estimate is then of the pool as of the last draw and has no bias if late items are like early ones.
public struct LURE: Sendable, Hashable {
    /// One item, in the order in which items were drawn.
    public struct Draw: Sendable, Hashable {
        /// q, above 0 and at most 1; nil where the item was not drawn but chosen.
        public let probability: Double?
        /// Items that could have been drawn then, this one included.
        public let openCount: Int
        /// 0…1: 1 for a wrong answer, 0 for a right one.
        public let loss: Double

        /// A draw as it was recorded: `isUsable` says whether it can be used.
        public init(probability: Double?, openCount: Int, loss: Double) {
            self.probability = probability
            self.openCount = openCount
            self.loss = loss
        }

        /// Whether it has all that a weight is made of.
        public var isUsable: Bool {
            guard let probability else { return false }
            return probability > 0 && probability <= 1 && openCount > 0 && (0...1).contains(loss)
        }
    }

    /// The mean loss over the pool, 0…1, with its interval.
    public let risk: Estimate
    /// As many items drawn evenly would say as much, 1…number of draws; what the interval is of.
    public let effectiveCount: Double

    /// Why there is no estimate.
    public enum Refusal: Error, Sendable, Hashable {
        case noDraws
        /// Items were chosen and not drawn, or their probability or loss is none; the share of draws that could be
        /// used, 0…1.
        case notAllDrawn(usableShare: Double)
    }
}

extension LURE {
    /// Estimates.
    ///
    /// All draws since the pool's first label must be there: what was taken out before is missing from the pool.
    ///
    /// The interval is Wilson's, of as many trials as the draws are worth: the fewer of `(Σ v)² / Σ v²` (Kish 1965),
    /// which knows how uneven the weights are, and `R(1 − R) / s²` with s the standard error of the mean of `v · loss`,
    /// which knows how losses and weights go together. A normal interval from s alone holds the truth in 75 to 98 % of
    /// simulated projects, least where losses are rare or weights have nothing to do with them; this one in 95 to 100
    /// %. It is wide rather than wrong.
    ///
    /// - Complexity: O(draws).
    public static func estimate(_ draws: [Draw]) -> Result<LURE, Refusal> {
        guard let last = draws.last else { return .failure(.noDraws) }
        let usableCount = draws.count { $0.isUsable }
        guard usableCount == draws.count else {
            return .failure(.notAllDrawn(usableShare: Double(usableCount) / Double(draws.count)))
        }
        let weights = weights(of: draws, poolCount: Double(draws.count - 1) + Double(last.openCount))
        let terms = zip(weights, draws).map { $0 * $1.loss }
        let count = Double(draws.count)
        let mean = terms.reduce(0, +) / count
        let value = min(1, max(0, mean))
        let sum = weights.reduce(0, +)
        let kish = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
        // A share of exactly 0 or 1 has no variance of its own: it counts as half a case away from that.
        let share = min(1 - 0.5 / count, max(0.5 / count, value))
        let deviation = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
        let byVariance = deviation > 0 ? share * (1 - share) * count / deviation : count
        // A probability next to 0 makes a weight without bounds; what is no number then is worth one draw.
        let worth = min(kish, byVariance)
        let effective = worth >= 1 ? min(count, worth) : 1
        return .success(
            LURE(
                risk: Estimate(value: value, bounds: Estimate.wilson(value, trials: Int(effective))),
                effectiveCount: effective
            )
        )
    }

    /// v of each draw, at least 0.
    ///
    /// - Parameter poolCount: N.
    static func weights(of draws: [Draw], poolCount: Double) -> [Double] {
        let drawn = Double(draws.count)
        return draws.enumerated().map { index, draw in
            let left = poolCount - Double(index + 1)
            // With the last item of the pool drawn all is known, and no weight is needed.
            let share = left > 0 ? max(0, poolCount - drawn) / left : 0
            let ratio = 1 / (Double(max(draw.openCount, 1)) * max(draw.probability ?? 1, 1e-300))
            return max(0, 1 + share * (ratio - 1))
        }
    }
}
