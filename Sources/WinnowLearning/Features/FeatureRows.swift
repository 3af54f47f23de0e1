public import WinnowNumerics

/// Rows of features to learn from: n rows, d columns, the sparse ones before the dense ones.
///
/// Either kind may be missing. A pool keeps its rows as `PoolFeatures` and copies out what was labelled.
public struct FeatureRows: Sendable {
    /// n.
    public let rowCount: Int
    /// `(n, sparseColumnCount)`, or nil for none.
    public let sparse: SparseMatrix?
    /// `(n, denseColumnCount)`, or nil for none.
    public let dense: DenseMatrix?

    /// - Parameters: As many rows each; one of them at least.
    public init(sparse: SparseMatrix? = nil, dense: DenseMatrix? = nil) {
        guard let rowCount = sparse?.rowCount ?? dense?.rowCount else { preconditionFailure("rows without features") }
        precondition(dense.map { $0.rowCount == rowCount } ?? true, "\(dense?.rowCount ?? 0) and \(rowCount) rows")
        self.rowCount = rowCount
        self.sparse = sparse
        self.dense = dense
    }

    /// 0 for none.
    public var sparseColumnCount: Int { sparse?.columnCount ?? 0 }
    /// 0 for none.
    public var denseColumnCount: Int { dense?.columnCount ?? 0 }
    /// d.
    public var columnCount: Int { sparseColumnCount + denseColumnCount }

    /// Some of the rows, in the order given.
    public func selecting(rows: [Int]) -> FeatureRows {
        FeatureRows(sparse: sparse?.selecting(rows: rows), dense: dense?.selecting(rows: rows))
    }

    /// Whether a row has a value that is no finite number.
    func isFinite(row: Int) -> Bool {
        if let sparse {
            for entry in sparse.entries(of: row) where !sparse.values[entry].isFinite { return false }
        }
        return dense?.row(row).allSatisfy(\.isFinite) ?? true
    }
}
