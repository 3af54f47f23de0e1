/// How far two rounds predict the same, on the items that both looked at.
public struct PredictionAgreement: Sendable {
    /// Items that both looked at.
    public private(set) var itemCount = 0
    /// Items with other labels in the later round.
    public private(set) var changedCount = 0
    private let isMultilabel: Bool
    /// By label: how often the earlier round gives it, the later one, and both to the same item. All labels of either.
    private let counts: [(earlier: Double, later: Double, both: Double)]

    /// - Complexity: O(items · labels of an item), plus the number of labels.
    public init(_ earlier: StoppingRound, _ later: StoppingRound) {
        isMultilabel = earlier.isMultilabel || later.isMultilabel
        var counts: [Int: (earlier: Double, later: Double, both: Double)] = [:]
        var (left, right) = (0, 0)
        while left < earlier.keys.count, right < later.keys.count {
            let (one, other) = (earlier.keys[left], later.keys[right])
            if one == other {
                let (old, new) = (earlier.predicted[left], later.predicted[right])
                for label in old { counts[label, default: (0, 0, 0)].earlier += 1 }
                for label in new { counts[label, default: (0, 0, 0)].later += 1 }
                for label in old where new.contains(label) { counts[label, default: (0, 0, 0)].both += 1 }
                itemCount += 1
                changedCount += old == new ? 0 : 1
            }
            left += one <= other ? 1 : 0
            right += other <= one ? 1 : 0
        }
        // In the order of the labels: sums of floating-point numbers depend on theirs.
        self.counts = counts.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Cohen's kappa, −1…1; in multi-label the mean over the labels that either gives, each as a choice of two.
    ///
    /// 1 where both give all items the same label: there is no chance agreement to be better than then.
    ///
    /// - Source: Cohen 1960; Bloodgood and Vijay-Shanker 2009, section 3.
    public var kappa: Double {
        guard itemCount > 0, !counts.isEmpty else { return 1 }
        let count = Double(itemCount)
        guard isMultilabel else {
            let observed = counts.reduce(0) { $0 + $1.both } / count
            return Self.kappa(observed, chance: counts.reduce(0) { $0 + $1.earlier * $1.later } / (count * count))
        }
        return counts.reduce(0) { sum, label in
            let observed = (count - label.earlier - label.later + 2 * label.both) / count
            let (one, other) = (label.earlier / count, label.later / count)
            return sum + Self.kappa(observed, chance: one * other + (1 - one) * (1 - other))
        } / Double(counts.count)
    }

    private static func kappa(_ observed: Double, chance: Double) -> Double {
        chance < 1 ? (observed - chance) / (1 - chance) : 1
    }

    /// The share of items with other labels, 0…1.
    ///
    /// - Source: Zhu, Wang and Hovy 2008.
    public var changedShare: Double { itemCount > 0 ? Double(changedCount) / Double(itemCount) : 0 }

    /// 1 − F1 of the later round's labels taken against the earlier round's, the mean over the labels of either, 0…1.
    ///
    /// - Source: Altschuler and Bloodgood 2019, whose ΔF is for one positive label. Deviation: the mean over
    ///   labels, as of macro F1.
    public var deltaF: Double {
        guard !counts.isEmpty else { return 0 }
        return 1 - counts.reduce(0) { $0 + 2 * $1.both / ($1.earlier + $1.later) } / Double(counts.count)
    }
}
