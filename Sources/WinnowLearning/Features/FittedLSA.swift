public import WinnowNumerics

/// `LSA` with the directions of a pool: turns TF-IDF rows into dense ones.
public struct FittedLSA: Sendable, Equatable {
    /// V, turned to the axes: `(terms, k)`.
    public let basis: WideMatrix
    /// By column, over the rows that were looked at: descending, at least 0.
    public let variances: [Float]

    /// - Parameter variances: By column of the basis.
    public init(basis: WideMatrix, variances: [Float]) {
        self.basis = basis
        self.variances = variances
    }

    /// k.
    public var columnCount: Int { basis.columnCount }

    /// Rows of length 1; a row without a term that the pool has often enough is 0.
    ///
    /// - Complexity: O(entries · k).
    public func rows(of rows: SparseMatrix) -> DenseMatrix {
        let product = rows.keeping(firstColumns: basis.rowCount).times(basis)
        var out = DenseMatrix(zeros: rows.rowCount, columnCount)
        for row in 0..<rows.rowCount {
            let source = product.values[row * product.stride..<row * product.stride + columnCount]
            let scale = FittedLSA.scale(source)
            for (column, value) in source.enumerated() { out.values[row * columnCount + column] = scale * value }
        }
        return out
    }

    /// What makes a projected row's length 1.
    static func scale(_ row: ArraySlice<Float>) -> Float {
        let square = row.reduce(0.0) { $0 + Double($1) * Double($1) }
        return square > 1e-12 ? Float(1 / square.squareRoot()) : 0
    }
}
