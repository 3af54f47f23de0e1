internal import WinnowNumerics

/// What a classifier makes of pairs of rows that it did not learn from: whether it is right for the right reason.
///
/// Shares are of rows or pairs, and of roots for `consistency`; every interval is Wilson's with as many trials as there
/// are roots, because rows of one root err together. A share of nothing is 0, with the interval 0…1.
///
/// - Source: contrast consistency, Gardner et al. 2020 (the script of DROP's contrast set); the margin by
///   pair is ours; invariance as in CheckList (Ribeiro et al. 2020, INV) and Garg et al. 2019 (the mean gap).
public struct PairReport: Sendable, Hashable {
    /// Roots with a pair of any kind.
    public let rootCount: Int
    /// Flip pairs of rows with two different labels.
    public let flipCount: Int
    /// Invariance pairs.
    public let invarianceCount: Int
    /// Originals of pairs of which the label is right, 0…1.
    public let originals: Estimate
    /// Revised rows of flip pairs of which the label is right, 0…1.
    public let revised: Estimate
    /// Roots with a flip pair of which all members are right, the original and each revised row, 0…1. Other rows of the root
    /// (of invariance pairs, drafts) are no members.
    public let consistency: Estimate
    /// Flip pairs whose revised row is more for its own label, against that of the original, than the original is, 0…1:
    /// softer than `consistency`, and not a matter of calibration.
    public let margin: Estimate
    /// Invariance pairs whose rows get different labels, 0…1; lower is better.
    public let invarianceFlips: Estimate
    /// The mean over invariance pairs of half the sum of the changes of all probabilities, 0…1; with two labels, of
    /// `|Δp|`. Lower is better. The interval holds for any distribution of changes within 0…1 of that mean, and is
    /// wide.
    public let invarianceShift: Estimate

    /// Counts.
    ///
    /// - Parameters:
    ///   - set: In single choice; probabilities of any calibration that keeps their order.
    ///   - pairs: Of rows of the set. Of a flip pair of rows with equal labels only the original counts, and no pair.
    public init(_ set: EvaluationSet, pairs: [RowPair]) {
        precondition(!set.isMultilabel, "pairs of rows with several labels")
        let rows = PairedRows(set, pairs)
        rootCount = rows.roots(pairs).count
        flipCount = rows.flips.count
        invarianceCount = rows.swaps.count
        originals = rows.share(of: Set(pairs.map(\.original)).sorted(), rows.isRight)
        revised = rows.share(of: Set(rows.flips.map(\.revised)).sorted(), rows.isRight)
        let consistent = rows.consistentRoots
        consistency = Estimate.share(successes: consistent.count { $0 }, trials: consistent.count)
        margin = rows.mean(of: rows.flips) { rows.turns($0) ? 1 : 0 }
        invarianceFlips = rows.mean(of: rows.swaps) {
            rows.predicted($0.original) == rows.predicted($0.revised) ? 0 : 1
        }
        invarianceShift = rows.mean(of: rows.swaps, rows.shift)
    }
}

/// Rows of pairs with what is said of them.
private struct PairedRows {
    let set: EvaluationSet
    let flips: [RowPair]
    let swaps: [RowPair]

    init(_ set: EvaluationSet, _ pairs: [RowPair]) {
        self.set = set
        flips = pairs.flips { set.truth[$0].first }
        swaps = pairs.filter { $0.kind == .invariance }
    }

    func predicted(_ row: Int) -> [Int] { set.predicted(row: row) }
    func isRight(_ row: Int) -> Bool { predicted(row) == set.truth[row] }
    func roots(_ pairs: [RowPair]) -> Set<Int64> { Set(pairs.map { set.roots[$0.original] }) }

    func share(of rows: [Int], _ isGood: (Int) -> Bool) -> Estimate {
        estimate(
            sum: Double(rows.count(where: isGood)),
            count: rows.count,
            roots: Set(rows.map { set.roots[$0] }).count
        )
    }

    func mean(of pairs: [RowPair], _ value: (RowPair) -> Double) -> Estimate {
        estimate(sum: pairs.reduce(0) { $0 + value($1) }, count: pairs.count, roots: roots(pairs).count)
    }

    private func estimate(sum: Double, count: Int, roots: Int) -> Estimate {
        let mean = count == 0 ? 0 : sum / Double(count)
        return Estimate(value: mean, bounds: Estimate.wilson(min(mean, 1), trials: roots))
    }

    /// By root with a flip pair, whether all members are right.
    var consistentRoots: [Bool] { ContrastConsistency.byRoot(flips, roots: set.roots, isRight: isRight) }

    /// Whether `p(y') / p(y)` grows from the original to the revised row.
    func turns(_ pair: RowPair) -> Bool {
        guard let old = set.truth[pair.original].first, let new = set.truth[pair.revised].first else { return false }
        func probability(_ row: Int, _ label: Int) -> Double { Double(set.probabilities[row, label]) }
        // Without a division: probabilities may be 0.
        return probability(pair.revised, new) * probability(pair.original, old)
            > probability(pair.original, new) * probability(pair.revised, old)
    }

    /// Half the sum of the changes of all probabilities.
    func shift(_ pair: RowPair) -> Double {
        zip(set.probabilities.row(pair.original), set.probabilities.row(pair.revised))
            .reduce(0) { $0 + abs(Double($1.0) - Double($1.1)) } / 2
    }
}
