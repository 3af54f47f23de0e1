internal import WinnowNumerics

/// Rows to learn from: n rows of d features, each with a target, a weight and the root that it goes back to, and which
/// of them are pairs.
public struct TrainingSet: Sendable {
    /// `(n, d)`.
    public let features: FeatureRows
    /// By row.
    public let targets: [Target]
    /// At least 0; a weight of 2 counts like the row twice, 0 like the row left out.
    public let weights: [Double]
    /// Rows of one root (duplicates, counterfactual pairs) are never split. Any number that is equal within a root.
    public let roots: [Int64]
    /// Rows that were made from each other, each pair of one root; what is done with them is the classifier's matter.
    public let pairs: [RowPair]
    /// Rows that are learned from, by their weights, and that nothing is measured on (see `marking(drafts:)`).
    public internal(set) var drafts: Set<Int> = []
    /// k, the labels of the schema; targets name `0..<labelCount`.
    public let labelCount: Int

    /// - Throws: `LearningError` when a weight or a feature is not finite, a weight is negative, a label unknown, or a
    ///   pair is not of one root.
    public init(
        features: FeatureRows,
        targets: [Target],
        weights: [Double]? = nil,
        roots: [Int64]? = nil,
        pairs: [RowPair] = [],
        labelCount: Int
    ) throws(LearningError) {
        let rowCount = features.rowCount
        precondition(targets.count == rowCount, "\(targets.count) targets for \(rowCount) rows")
        self.features = features
        self.targets = targets
        self.weights = weights ?? [Double](repeating: 1, count: rowCount)
        self.roots = roots ?? (0..<Int64(rowCount)).map { $0 }
        self.pairs = pairs
        self.labelCount = labelCount
        precondition(self.weights.count == rowCount && self.roots.count == rowCount, "one weight and root a row")
        try checkValues()
        try checkPairs()
    }

    /// n.
    public var rowCount: Int { features.rowCount }

    private func checkValues() throws(LearningError) {
        for row in 0..<rowCount {
            guard weights[row].isFinite else { throw .nonFinite(row: row) }
            guard weights[row] >= 0 else { throw .negativeWeight(row: row) }
            for label in targets[row].named where label < 0 || label >= labelCount {
                throw .unknownLabel(row: row, label: label, labelCount: labelCount)
            }
            guard features.isFinite(row: row) else { throw .nonFinite(row: row) }
        }
    }

    private func checkPairs() throws(LearningError) {
        for (number, pair) in pairs.enumerated() {
            let (first, second) = (pair.original, pair.revised)
            precondition(roots.indices.contains(first) && roots.indices.contains(second), "\(pair) of \(rowCount) rows")
            guard roots[first] == roots[second] else { throw .pairOfSeveralRoots(pair: number) }
        }
    }

    /// Some of the rows, in the order given, with the pairs of which both rows are among them.
    public func selecting(rows: [Int]) throws(LearningError) -> TrainingSet {
        var selected = try TrainingSet(
            features: features.selecting(rows: rows),
            targets: rows.map { targets[$0] },
            weights: rows.map { weights[$0] },
            roots: rows.map { roots[$0] },
            pairs: pairs.selecting(rows: rows),
            labelCount: labelCount
        )
        if !drafts.isEmpty { selected.drafts = Set(rows.indices.filter { drafts.contains(rows[$0]) }) }
        return selected
    }
}
