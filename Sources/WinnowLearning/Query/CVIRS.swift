private import Foundation
internal import WinnowNumerics

/// For several labels an item: rows that are uncertain in many labels, and whose predicted set is unlike the known ones.
///
/// For each label rows are ranked by their margin, and the ranks are added up (Borda); this is multiplied by the mean distance
/// of the predicted set from those of the labelled rows.
///
/// - Source: Reyes, Morell and Ventura 2018 (CVIRS, equations 4 to 8). Deviation: at most `setLimit` labelled rows are
///   compared with, the last ones.
/// - Complexity: O(n·k·log n + n·sets·k).
public struct CVIRS: QueryStrategy, Hashable {
    /// Labelled rows that are compared with, at most.
    public var setLimit = 1000

    /// With the default.
    public init() {}

    /// No row leads; scores are shares of Borda's points times the mean distance, 0…1, 0 for rows that are not open.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        var scores = [Float](repeating: 0, count: pool.rowCount)
        let (open, labelCount) = (pool.open, pool.labelCount)
        if let row = open.first(where: { !pool.probabilities.row($0).allSatisfy(\.isFinite) }) {
            throw .nonFinite(row: row)
        }
        guard open.count > 1 else { return Selection(scores: scores) }
        var points = [Double](repeating: 0, count: open.count)
        for label in 0..<labelCount {
            let margins = open.map { abs(2 * pool.probabilities[$0, label] - 1) }
            let order = margins.indices.sorted { margins[$0] == margins[$1] ? $0 < $1 : margins[$0] < margins[$1] }
            // Equal margins share their ranks.
            var first = 0
            while first < order.count {
                var last = first
                while last + 1 < order.count, margins[order[last + 1]] == margins[order[first]] { last += 1 }
                let rank = Double(first + last) / 2 + 1
                for place in order[first...last] { points[place] += Double(open.count) - rank }
                first = last + 1
            }
        }
        let sets = pool.labelSets.suffix(setLimit).map { Set($0) }
        let unlikeness = ParallelFor.map(open.count) { place -> Double in
            let values = pool.probabilities.row(open[place])
            let predicted = Set(values.enumerated().filter { $0.element >= 0.5 }.map(\.offset))
            return sets.isEmpty ? 1 : sets.reduce(0) { $0 + distance($1, predicted, labelCount) } / Double(sets.count)
        }
        for (place, row) in open.enumerated() {
            let borda = points[place] / (Double(labelCount) * Double(open.count - 1))
            scores[row] = Float(borda * unlikeness[place])
        }
        return Selection(scores: scores)
    }

    /// The normalized entropy distance of two label sets, in 0…1; 1 where every label differs.
    private func distance(_ first: Set<Int>, _ second: Set<Int>, _ labelCount: Int) -> Double {
        let both = Double(first.intersection(second).count)
        let (one, other) = (Double(first.count) - both, Double(second.count) - both)
        let neither = Double(labelCount) - both - one - other
        if both + neither == 0 { return 1 }
        let joint = entropy([both, one, other, neither], labelCount)
        guard joint > 0 else { return 0 }
        let own =
            entropy([both + one, other + neither], labelCount) + entropy([both + other, one + neither], labelCount)
        return max(0, 2 * joint - own) / joint
    }

    private func entropy(_ counts: [Double], _ total: Int) -> Double {
        counts.reduce(0) { $1 > 0 ? $0 - $1 / Double(total) * log($1 / Double(total)) : $0 }
    }
}
