public import WinnowNumerics

/// What a revision strategy looks at: n labelled rows, k labels.
///
/// All rows are originals: what was made from one is no row of its own here, it only marks it as revised.
public struct RevisionPool: Sendable {
    /// From fits that did not know the row's root (`CrossValidation.probabilities`), row-major `(n, k)`.
    public let probabilities: DenseMatrix
    /// The label that annotators agree on, by row; below k.
    public let labels: [Int]
    /// What there is to read and to type over, by row: words, or whatever costs time; at least 1.
    public let tokenCounts: [Int]
    /// Whether there is a revision of the row already, by row.
    public let isRevised: [Bool]
    /// The dense features of the rows, `(n, d)`; nil without any.
    public let points: WideMatrix?
    /// Rows that may be chosen, ascending: not revised, and no longer than the limit.
    public let open: [Int]
    /// Rows that are chosen at once.
    public let batchSize: Int
    /// The same seed chooses the same rows.
    public let seed: UInt64

    /// - Parameters:
    ///   - tokenCounts: Below 1 counts as 1.
    ///   - tokenLimit: Rows with more tokens are not chosen: the median of human edits to them changes more than twenty
    ///     words.
    ///   - batchSize: Above 0.
    public init(
        probabilities: DenseMatrix,
        labels: [Int],
        tokenCounts: [Int],
        isRevised: [Bool],
        points: WideMatrix? = nil,
        tokenLimit: Int = 300,
        batchSize: Int = 1,
        seed: UInt64
    ) {
        let count = probabilities.rowCount
        precondition(labels.count == count && tokenCounts.count == count, "\(labels.count) labels of \(count) rows")
        precondition(isRevised.count == count && points?.rowCount ?? count == count, "other rows than \(count)")
        precondition(labels.allSatisfy { 0..<probabilities.columnCount ~= $0 }, "a label of another schema")
        precondition(batchSize > 0, "a batch of \(batchSize)")
        self.probabilities = probabilities
        self.labels = labels
        self.tokenCounts = tokenCounts.map { max(1, $0) }
        self.isRevised = isRevised
        self.points = points
        open = (0..<count).filter { !isRevised[$0] && tokenCounts[$0] <= tokenLimit }
        self.batchSize = batchSize
        self.seed = seed
    }

    /// n.
    public var rowCount: Int { probabilities.rowCount }
    /// k.
    public var labelCount: Int { probabilities.columnCount }
    /// Rows to choose: the batch, or all that is open.
    public var wantedCount: Int { min(batchSize, open.count) }
}
