public import WinnowNumerics

/// What a query strategy looks at: n rows, k labels.
public struct QueryPool: Sendable {
    /// Calibrated, row-major `(n, k)`, of all rows.
    public let probabilities: DenseMatrix
    /// Whether labels are independent of each other.
    public let isMultilabel: Bool
    /// Rows that may be chosen, ascending.
    public let open: [Int]
    /// Rows that the model learned from, ascending.
    public let labelled: [Int]
    /// The labels of each of `labelled`, ascending; empty for one of which only is known what it is not.
    public let labelSets: [[Int]]
    /// How many of `labelled` have each label, k numbers.
    public let labelCounts: [Int]
    /// Rows that are chosen as one batch.
    public let batchSize: Int
    /// The members' probabilities, `(n, k)` each; empty without a committee.
    public let committee: [DenseMatrix]
    /// The same seed chooses the same rows.
    public let seed: UInt64
    /// The dense features of some rows, `(rows.count, d)`, as they are learned from; nil without any.
    public let space: (@Sendable (_ rows: [Int]) -> WideMatrix)?
    /// The sparse features of some rows, `(rows.count, d)`, at least 0; nil without any.
    public let terms: (@Sendable (_ rows: [Int]) -> SparseMatrix)?

    /// - Parameters:
    ///   - open: nil for all rows.
    ///   - labelSets: One for each of `labelled`; none where they are not known.
    ///   - batchSize: Above 0.
    public init(
        probabilities: DenseMatrix,
        isMultilabel: Bool = false,
        open: [Int]? = nil,
        labelled: [Int] = [],
        labelSets: [[Int]] = [],
        batchSize: Int = 1,
        committee: [DenseMatrix] = [],
        seed: UInt64,
        space: (@Sendable (_ rows: [Int]) -> WideMatrix)? = nil,
        terms: (@Sendable (_ rows: [Int]) -> SparseMatrix)? = nil
    ) {
        precondition(batchSize > 0, "a batch of \(batchSize)")
        precondition(labelSets.isEmpty || labelSets.count == labelled.count, "\(labelSets.count) label sets")
        self.probabilities = probabilities
        self.isMultilabel = isMultilabel
        self.open = open ?? Array(0..<probabilities.rowCount)
        self.labelled = labelled
        self.labelSets = labelSets.isEmpty ? labelled.map { _ in [] } : labelSets
        var counts = [Int](repeating: 0, count: probabilities.columnCount)
        for labels in labelSets { for label in labels where counts.indices.contains(label) { counts[label] += 1 } }
        labelCounts = counts
        self.batchSize = batchSize
        self.committee = committee
        self.seed = seed
        self.space = space
        self.terms = terms
    }

    /// n.
    public var rowCount: Int { probabilities.rowCount }
    /// k.
    public var labelCount: Int { probabilities.columnCount }

    /// Rows to choose: the batch, or all that is open.
    public var wantedCount: Int { min(batchSize, open.count) }

    /// The dense features of some rows.
    ///
    /// - Throws: `LearningError.noDenseFeatures`.
    func points(_ rows: [Int]) throws(LearningError) -> WideMatrix {
        guard let space else { throw .noDenseFeatures }
        return space(rows)
    }

    /// Some of the rows, drawn evenly, ascending; all when there are no more than the limit.
    ///
    /// - Parameter purpose: Draws for other purposes are other draws.
    func sample(of rows: [Int], limit: Int, purpose: StaticString) -> [Int] {
        guard rows.count > limit else { return rows }
        var generator = SeededGenerator(seed: seed, purpose: purpose)
        return generator.sample(limit, from: rows.count).sorted().map { rows[$0] }
    }

    /// A batch with the best of the other open rows at its end: points that coincide make fewer clusters than rows wanted.
    func filledUp(_ leading: [Int], by scores: [Float]) -> [Int] {
        guard leading.count < wantedCount else { return leading }
        let taken = Set(leading)
        let others = open.filter { !taken.contains($0) }
        return leading + topPositions(wantedCount - leading.count, of: others.map { scores[$0] }).map { others[$0] }
    }
}
