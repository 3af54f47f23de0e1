private import Foundation

/// Trials that ended well or not.
struct Outcomes {
    private let isGood: [Bool]

    init(_ isGood: [Bool]) {
        self.isGood = isGood
    }

    private var goodCount: Int { isGood.count { $0 } }
    /// 0…1.
    var share: Double { isGood.isEmpty ? 0 : Double(goodCount) / Double(isGood.count) }
    var estimate: Estimate { Estimate.share(successes: goodCount, trials: isGood.count) }

    /// What chance may have done for a difference that counts as sure: how likely a normal variable is above its mean by
    /// more than a standard error.
    private static let acceptedChance = 0.1587

    /// Whether the share is surely more than that of the same trials done another way.
    ///
    /// It is where it is more by a margin and a standard error of the mean difference, trial by trial, and chance would
    /// not have it: among the trials that ended well one way and not the other, as many or more end well this way with a
    /// probability of at most 0.1587 if each is a throw of a coin. So one or two such trials are never sure, three are if
    /// all are for this way, four of five are not.
    ///
    /// - Source: The exact form of McNemar's test (1947), one-sided, that is the sign test; the level, and the margin, after
    ///   the one-standard-error rule of Breiman et al. 1984.
    func isSurelyMore(than other: Outcomes, by margin: Double = 0) -> Bool {
        precondition(isGood.count == other.isGood.count, "\(isGood.count) and \(other.isGood.count) trials")
        guard !isGood.isEmpty else { return false }
        let count = Double(isGood.count)
        let gained = zip(isGood, other.isGood).count { $0 && !$1 }
        let lost = zip(isGood, other.isGood).count { !$0 && $1 }
        let difference = Double(gained - lost) / count
        // Of differences that are 1, −1 and 0.
        let variance = max(0, Double(gained + lost) / count - difference * difference)
        return difference - margin > (variance / count).squareRoot()
            && Outcomes.chance(ofHeads: gained, in: gained + lost) <= Outcomes.acceptedChance
    }

    /// How likely so many heads or more are in throws of a coin, 0…1.
    private static func chance(ofHeads least: Int, in throwCount: Int) -> Double {
        func logFactorial(_ number: Int) -> Double { lgamma(Double(number) + 1) }
        return (least...throwCount).reduce(0) { chance, heads in
            let ways = logFactorial(throwCount) - logFactorial(heads) - logFactorial(throwCount - heads)
            return chance + exp(ways - Double(throwCount) * log(2))
        }
    }
}
