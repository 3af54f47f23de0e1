internal import WinnowNumerics

/// Trainings of a curve on the evaluation items that the newest one was asked about.
struct CurveRows {
    /// Of each training, oldest first.
    let labelCounts: [Double]
    /// For each training and item 1 where it is right, 0 where it is wrong, −1 where it was not asked.
    private let isRight: [[Int8]]

    /// - Parameter points: One at least, oldest first.
    init(_ points: [CurvePoint]) {
        labelCounts = points.map { Double(max($0.labelCount, 1)) }
        let newest = points.last?.isRight ?? []
        let items = newest.indices.filter { newest[$0] != nil }
        isRight = points.map { point in
            items.map { item in
                guard point.isRight.indices.contains(item), let isRight = point.isRight[item] else { return -1 }
                return isRight ? 1 : 0
            }
        }
    }

    var itemCount: Int { isRight.last?.count ?? 0 }
    /// Of the newest training.
    var rightCount: Int { isRight.last?.count { $0 == 1 } ?? 0 }

    /// The curve with items counted as often as `multiplicity` says.
    ///
    /// A training that was not asked about all items has the newest one's accuracy less the difference on the items
    /// that both were asked about: items that came late may be harder than those before, and a difference on the same
    /// items has less noise than one between different items. Trainings without such items are left out. Weights are
    /// label counts, times the share of the items.
    func curve(_ multiplicity: [Int]) -> [CurveFamily.Point] {
        guard let newest = isRight.last else { return [] }
        let total = multiplicity.reduce(0, +)
        guard total > 0 else { return [] }
        let level = Double(newest.indices.reduce(0) { $0 + multiplicity[$1] * Int(newest[$1]) }) / Double(total)
        return labelCounts.indices.compactMap { training in
            var (known, difference) = (0, 0)
            for (item, isRight) in isRight[training].enumerated() where isRight >= 0 {
                known += multiplicity[item]
                difference += multiplicity[item] * (Int(isRight) - Int(newest[item]))
            }
            guard known > 0 else { return nil }
            return CurveFamily.Point(
                labelCount: labelCounts[training],
                accuracy: level + Double(difference) / Double(known),
                weight: labelCounts[training] * Double(known) / Double(total)
            )
        }
    }
}

/// What one resample of the evaluation items says.
struct CurveReplicate {
    /// What a curve of one family adds to the mean of the last two accuracies, which has less noise than the last one,
    /// 0…0.15: more than that is a bad fit.
    let gain: Double

    static let gainRange = 0.0...0.15

    /// - Returns: nil when fewer than two trainings have items.
    init?(_ rows: CurveRows, _ family: CurveFamily, multiplicity: [Int], at labelCount: Double) {
        let curve = rows.curve(multiplicity)
        guard curve.count >= 2 else { return nil }
        let level = curve.suffix(2).reduce(0) { $0 + $1.accuracy } / 2
        let rise = family.prediction(curve, at: labelCount).map { $0 - level } ?? 0
        gain = min(Self.gainRange.upperBound, max(Self.gainRange.lowerBound, rise))
    }
}
