/// What choosing by the model has brought, beside what chance would have: fits on the first n labels as they were given, and
/// on the first n of those whose items were drawn by chance, measured on the same items.
package struct ChanceComparison: Sendable {
    package struct Point: Hashable, Sendable {
        package let labelCount: Int
        package let accuracy: Figure
    }

    /// By labels in the order in which they were given, however their items were chosen.
    package let chosen: [Point]
    /// By labels of items that were drawn by chance.
    package let random: [Point]
    package let evaluationCount: Int
    package let labelCount: Int
    package let randomCount: Int
    /// At the largest number of labels that both have: how much more of the evaluation items the first gets right.
    package let difference: Difference?

    package struct Difference: Hashable, Sendable {
        package let labelCount: Int
        /// −1…1.
        package let value: Double
        package let bounds: ClosedRange<Double>
    }

    /// Below, a point says nothing; above, there are few enough points by their growing distance.
    static let firstCount = 10

    /// Numbers of labels to measure at: each half as much again as the one before, and all.
    static func counts(upTo count: Int) -> [Int] {
        guard count >= firstCount else { return [] }
        var counts: [Int] = []
        var next = Double(firstCount)
        while Int(next) < count {
            counts.append(Int(next))
            next *= 1.5
        }
        return counts + [count]
    }
}

extension ChanceComparison.Difference {
    /// The difference of two shares of the same items, by the items on which they differ.
    ///
    /// - Parameters:
    ///   - first: Whether each item is right by the first; `second` as many.
    /// - Source: Agresti and Min 2005: Wald's interval for paired shares, with half an item added to each cell.
    init(labelCount: Int, first: [Bool], second: [Bool]) {
        let (wins, losses) = zip(first, second).reduce((0.0, 0.0)) { sums, pair in
            (sums.0 + (pair.0 && !pair.1 ? 1 : 0), sums.1 + (!pair.0 && pair.1 ? 1 : 0))
        }
        let count = Double(max(1, first.count))
        self.labelCount = labelCount
        value = (wins - losses) / count
        let (b, c, n) = (wins + 0.5, losses + 0.5, count + 2)
        let middle = (b - c) / n
        let half = 1.959964 * max(0, (b + c) - (b - c) * (b - c) / n).squareRoot() / n
        let (low, high) = (max(-1, middle - half), min(1, middle + half))
        bounds = min(low, value)...max(high, value)
    }
}
