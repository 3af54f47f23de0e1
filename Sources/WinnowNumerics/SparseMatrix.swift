/// Sparse rows in CSR form: n rows, d columns, single-precision values, columns ascending within a row.
///
/// A value type over memory that somebody else keeps alive: arrays on the heap or a mapped file.
///
/// SAFETY: `@unchecked Sendable` because `owner` keeps the memory alive and nothing writes to it after `init`.
public struct SparseMatrix: @unchecked Sendable {
    /// n.
    public let rowCount: Int
    /// d.
    public let columnCount: Int
    /// `rowCount + 1` offsets into `columns` and `values`; the first need not be zero.
    public let rowOffsets: UnsafeBufferPointer<UInt64>
    /// Ascending within a row, each below d.
    public let columns: UnsafeBufferPointer<UInt32>
    /// As many as columns.
    public let values: UnsafeBufferPointer<Float>
    private let owner: AnyObject

    /// - Parameters:
    ///   - rowOffsets: One more than rows.
    ///   - columns: Ascending within a row, each below `columnCount`.
    ///   - values: As many.
    ///   - owner: What keeps the memory alive.
    public init(
        columnCount: Int,
        rowOffsets: UnsafeBufferPointer<UInt64>,
        columns: UnsafeBufferPointer<UInt32>,
        values: UnsafeBufferPointer<Float>,
        owner: AnyObject
    ) {
        precondition(rowOffsets.count > 0, "rowOffsets needs at least one entry")
        precondition(columns.count == values.count, "\(columns.count) columns but \(values.count) values")
        self.rowCount = rowOffsets.count - 1
        self.columnCount = columnCount
        self.rowOffsets = rowOffsets
        self.columns = columns
        self.values = values
        self.owner = owner
    }

    /// Stored entries in all rows.
    public var entryCount: Int {
        Int(rowOffsets[rowCount] - rowOffsets[0])
    }

    /// The stored entries of a row, as a range into `columns` and `values`.
    public func entries(of row: Int) -> Range<Int> {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return Int(rowOffsets[row])..<Int(rowOffsets[row + 1])
    }
}

extension SparseMatrix {
    /// Copies some rows of some matrices that share their columns into one matrix on the heap.
    ///
    /// - Parameters:
    ///   - columnCount: d, the width of every source.
    ///   - rows: Pairs of a source and the row in it, in the order wanted.
    /// - Complexity: O(entries copied).
    public static func gather(
        columnCount: Int,
        rows: some Collection<(matrix: SparseMatrix, row: Int)>
    ) -> SparseMatrix {
        var builder = SparseMatrixBuilder(columnCount: columnCount)
        builder.reserve(rows: rows.count)
        for (matrix, row) in rows {
            precondition(matrix.columnCount == columnCount, "\(matrix.columnCount) columns, not \(columnCount)")
            let range = matrix.entries(of: row)
            builder.append(columns: matrix.columns[range], values: matrix.values[range])
        }
        return builder.build()
    }

    /// The given rows, copied to the heap.
    public func selecting(rows: some Collection<Int>) -> SparseMatrix {
        SparseMatrix.gather(columnCount: columnCount, rows: rows.map { (matrix: self, row: $0) })
    }
}
