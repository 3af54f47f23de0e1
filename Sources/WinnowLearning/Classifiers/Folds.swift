internal import WinnowNumerics

/// A split of rows into folds that keeps roots together and spreads each label over the folds.
public struct Folds: Sendable, Equatable {
    /// For each row, its fold.
    public let assignment: [Int]
    /// Folds, at least 2.
    public let count: Int

    /// Deals roots to folds, label by label, from a shuffled deck.
    ///
    /// A root goes by the first label that its rows have (what they lack says nothing); each next root of a label goes to
    /// the fold that has fewest rows of that label, then fewest rows.
    ///
    /// - Parameters:
    ///   - count: Folds wanted, at least 2.
    ///   - seed: The same seed deals the same way.
    public init(_ training: TrainingSet, count: Int, seed: UInt64) {
        precondition(count >= 2, "\(count) folds")
        var generator = SeededGenerator(seed: seed, purpose: "folds")
        var rowsOfRoot: [Int64: [Int]] = [:]
        for row in 0..<training.rowCount { rowsOfRoot[training.roots[row], default: []].append(row) }
        var roots = rowsOfRoot.keys.sorted()
        roots.shuffle(using: &generator)
        var perLabel: [Int: [Int]] = [:]
        var totals = [Int](repeating: 0, count: count)
        var assignment = [Int](repeating: 0, count: training.rowCount)
        for root in roots {
            let rows = rowsOfRoot[root] ?? []
            let label = rows.lazy.compactMap { training.targets[$0].present.first }.first ?? -1
            let counts = perLabel[label] ?? [Int](repeating: 0, count: count)
            let fold = (0..<count).min { (counts[$0], totals[$0]) < (counts[$1], totals[$1]) } ?? 0
            perLabel[label] = counts.enumerated().map { $0.offset == fold ? $0.element + rows.count : $0.element }
            totals[fold] += rows.count
            for row in rows { assignment[row] = fold }
        }
        self.assignment = assignment
        self.count = count
    }

    /// The rows of a fold, ascending.
    public func rows(in fold: Int) -> [Int] {
        assignment.indices.filter { assignment[$0] == fold }
    }

    /// The rows of all other folds, ascending.
    public func rows(outside fold: Int) -> [Int] {
        assignment.indices.filter { assignment[$0] != fold }
    }
}
