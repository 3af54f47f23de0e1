private import Foundation

/// The levelled unbiased risk estimator: what actively chosen items say of a whole pool, when the probability with
/// which each was drawn is known.
///
/// After each draw there is an estimate without bias, `a_m = loss_m/(N · q_m) + Σ_{t<m} loss_t / N`, where q_m is the
/// probability with which the m-th item was drawn from the N − m + 1 that were left; whatever the q, as long as none of what
/// was left had a probability of 0. They are weighed by `c_m = N(N − M)/((N − m)(N − m + 1))`. Where all M items were drawn that is
/// the mean of `v_m · loss_m` with `v_m = 1 + (N − M)/(N − m) · (1/((N − m + 1) · q_m) − 1)`.
///
/// An item that came with a label, or that a strategy was sure to choose, makes no such estimate, but it is known from then on
/// and so part of all later ones.
///
/// A loss must come from a model that did not learn from that item, as out-of-fold outputs do: a model knows its own
/// training items better than others.
///
/// - Source: Farquhar, Gal and Rainforth 2021 (R_LURE; a_m and c_m are their equations 4 and 6); Kossen et al. 2021 (active
///   testing). Deviations: items that were not drawn, as above. A pool may grow while items are drawn, so that the number that was
///   left is taken as it was recorded and not as N − m + 1; the estimate is then of the pool as of the last draw and has no bias
///   if late items are like early ones.
public struct LURE: Sendable, Hashable {
    /// One item, in the order in which items became known.
    public struct Draw: Sendable, Hashable {
        /// q, above 0 and at most 1; nil where the item was not drawn: it came with a label, or was sure to be chosen.
        public let probability: Double?
        /// Items that could have been drawn then, this one included; not asked of an item that was not drawn.
        public let openCount: Int
        /// 0…1: 1 for a wrong answer, 0 for a right one.
        public let loss: Double

        /// A draw as it was recorded: `isValid` says whether it can be used.
        public init(probability: Double?, openCount: Int, loss: Double) {
            self.probability = probability
            self.openCount = openCount
            self.loss = loss
        }

        /// Whether its numbers can be what they are said to be.
        public var isValid: Bool {
            guard (0...1).contains(loss) else { return false }
            return probability.map { $0 > 0 && $0 <= 1 && openCount > 0 } ?? true
        }
    }

    /// The mean loss over the pool, 0…1, with its interval.
    public let risk: Estimate
    /// As many items drawn evenly would say as much, 1…number of draws; what the interval is of.
    public let effectiveCount: Double

    /// Why there is no estimate.
    public enum Refusal: Error, Sendable, Hashable {
        /// No item was drawn.
        case noDraws
        /// The number of the first item whose probability or loss is none, from 0.
        case invalid(place: Int)
    }
}

extension LURE {
    /// Estimates.
    ///
    /// All items that are known must be there: what was taken out before is missing from the pool.
    ///
    /// The interval is Wilson's, of as many trials as the items are worth: the fewer of `(Σ v)² / Σ v²` (Kish 1965),
    /// which knows how uneven the weights are, and `R(1 − R) / s²` with s the standard error of the mean of `v · loss`,
    /// which knows how losses and weights go together. A normal interval from s alone holds the truth in 75 to 98 % of
    /// simulated projects, least where losses are rare or weights have nothing to do with them; this one in 95 to 100
    /// %. It is wide rather than wrong.
    ///
    /// - Complexity: O(draws).
    public static func estimate(_ draws: [Draw]) -> Result<LURE, Refusal> {
        if let place = draws.firstIndex(where: { !$0.isValid }) { return .failure(.invalid(place: place)) }
        guard let last = draws.lastIndex(where: { $0.probability != nil }) else { return .failure(.noDraws) }
        // Behind the last draw nothing says how many are left, but that they were of those.
        let poolCount = max(Double(last) + Double(draws[last].openCount), Double(draws.count))
        let weights = weights(of: draws, poolCount: poolCount)
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

    /// v of each item, at least 0: what its loss counts in the mean.
    ///
    /// - Parameter poolCount: N.
    package static func weights(of draws: [Draw], poolCount: Double) -> [Double] {
        let count = Double(draws.count)
        // With the last item of the pool known all is known, and no weight is needed.
        guard poolCount > count else { return draws.map { _ in 1 } }
        var weights: [Double] = []
        // Σ c over the draws from an item's on, and the part of it that stands for the item as one of those known.
        var (sum, known) = (0.0, 0.0)
        for (index, draw) in draws.enumerated().reversed() {
            let left = poolCount - Double(index + 1)
            guard let probability = draw.probability else {
                weights.append(known)
                continue
            }
            let ratio = 1 / (Double(draw.openCount) * max(probability, 1e-300))
            weights.append((poolCount - count) / left * ratio + known)
            known += (poolCount - count) / (left * (left + 1))
            sum += poolCount * (poolCount - count) / (left * (left + 1))
        }
        return weights.reversed().map { $0 * count / sum }
    }
}
