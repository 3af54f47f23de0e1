/// Collects rows one by one into a `SparseMatrix` on the heap.
public struct SparseMatrixBuilder {
    /// d.
    public let columnCount: Int
    /// One more than rows so far.
    public private(set) var rowOffsets: [UInt64] = [0]
    /// Ascending within a row.
    public private(set) var columns: [UInt32] = []
    /// As many as columns.
    public private(set) var values: [Float] = []

    /// - Parameter columnCount: Above 0, below 2³².
    public init(columnCount: Int) {
        precondition(columnCount > 0 && columnCount <= Int(UInt32.max), "columnCount \(columnCount)")
        self.columnCount = columnCount
    }

    /// Rows so far.
    public var rowCount: Int { rowOffsets.count - 1 }

    /// Makes room for so many rows, but not for their entries.
    public mutating func reserve(rows: Int) {
        rowOffsets.reserveCapacity(rows + 1)
    }

    /// Appends one row.
    ///
    /// - Parameters:
    ///   - columns: Ascending, each below `columnCount`.
    ///   - values: As many.
    public mutating func append(columns newColumns: some Collection<UInt32>, values newValues: some Collection<Float>) {
        precondition(newColumns.count == newValues.count, "\(newColumns.count) columns, \(newValues.count) values")
        columns.append(contentsOf: newColumns)
        values.append(contentsOf: newValues)
        rowOffsets.append(UInt64(columns.count))
    }

    /// The matrix, copied to addresses that do not move.
    public consuming func build() -> SparseMatrix {
        SparseMatrix(columnCount: columnCount, rowOffsets: rowOffsets, columns: columns, values: values)
    }
}

extension SparseMatrix {
    /// A matrix of its own memory.
    ///
    /// - Parameters:
    ///   - rowOffsets: From 0, one more than rows.
    ///   - columns: Ascending within a row, each below `columnCount`.
    ///   - values: As many.
    init(columnCount: Int, rowOffsets: [UInt64], columns: [UInt32], values: [Float]) {
        let arrays = SparseArrays(rowOffsets: rowOffsets, columns: columns, values: values)
        self.init(
            columnCount: columnCount,
            rowOffsets: UnsafeBufferPointer(arrays.rowOffsets),
            columns: UnsafeBufferPointer(arrays.columns),
            values: UnsafeBufferPointer(arrays.values),
            owner: arrays
        )
    }
}

/// Heap memory of a built matrix, at addresses that do not move.
///
/// SAFETY: written in `init` only, freed in `deinit` only.
private final class SparseArrays: @unchecked Sendable {
    let rowOffsets: UnsafeMutableBufferPointer<UInt64>
    let columns: UnsafeMutableBufferPointer<UInt32>
    let values: UnsafeMutableBufferPointer<Float>

    init(rowOffsets: [UInt64], columns: [UInt32], values: [Float]) {
        self.rowOffsets = .copy(of: rowOffsets)
        self.columns = .copy(of: columns)
        self.values = .copy(of: values)
    }

    deinit {
        rowOffsets.deallocate()
        columns.deallocate()
        values.deallocate()
    }
}

extension UnsafeMutableBufferPointer {
    /// Memory of its own with what an array holds; whoever asks frees it.
    static func copy(of array: [Element]) -> UnsafeMutableBufferPointer {
        let buffer = UnsafeMutableBufferPointer.allocate(capacity: array.count)
        _ = buffer.initialize(from: array)
        return buffer
    }
}
