internal import WinnowNumerics

/// The rows of a set in the order of their probabilities, label by label: sorted once for any number of resamples.
struct ScoreOrders {
    private let set: EvaluationSet
    private let orders: [[Int]]
    /// For each label, whether a row has it.
    private let hasLabel: [[Bool]]

    /// - Complexity: O(k·n log n).
    init(_ set: EvaluationSet) {
        self.set = set
        orders = (0..<set.labelCount).map { label in
            (0..<set.rowCount).sorted { set.probabilities[$0, label] < set.probabilities[$1, label] }
        }
        hasLabel = (0..<set.labelCount).map { label in set.truth.map { $0.contains(label) } }
    }

    /// The mean over the labels. Labels that all counted rows have, or none, say nothing and are left out; nil if none is
    /// left.
    ///
    /// - Complexity: O(k·n).
    func meanAreaUnderCurve(_ counts: [Int]) -> Double? {
        let areas = orders.indices.compactMap { areaUnderCurve(label: $0, counts: counts) }
        return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }

    /// The probability that a row with the label scores above a row without it, ties counting one half; nil when one of
    /// the kinds is missing.
    private func areaUnderCurve(label: Int, counts: [Int]) -> Double? {
        let order = orders[label]
        var (below, wins, positives) = (0.0, 0.0, 0.0)
        var index = 0
        while index < order.count {
            var (tiedPositives, tiedNegatives) = (0.0, 0.0)
            let value = set.probabilities[order[index], label]
            repeat {
                let row = order[index]
                if hasLabel[label][row] {
                    tiedPositives += Double(counts[row])
                } else {
                    tiedNegatives += Double(counts[row])
                }
                index += 1
            } while index < order.count && set.probabilities[order[index], label] == value
            wins += tiedPositives * (below + tiedNegatives / 2)
            positives += tiedPositives
            below += tiedNegatives
        }
        return positives > 0 && below > 0 ? wins / (positives * below) : nil
    }
}
