/// A small dense matrix, row-major, single precision: n rows of m columns without padding.
public struct DenseMatrix: Sendable, Equatable {
    /// n.
    public let rowCount: Int
    /// m.
    public let columnCount: Int
    /// Row-major `(n, m)`.
    public var values: [Float]

    /// - Parameter values: `rowCount · columnCount` numbers, row-major.
    public init(rowCount: Int, columnCount: Int, values: [Float]) {
        precondition(values.count == rowCount * columnCount, "\(values.count) values for \(rowCount) × \(columnCount)")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.values = values
    }

    /// All numbers 0.
    public init(zeros rowCount: Int, _ columnCount: Int) {
        self.init(
            rowCount: rowCount,
            columnCount: columnCount,
            values: [Float](repeating: 0, count: rowCount * columnCount)
        )
    }

    /// One number.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    /// A row's values, without a copy.
    public func row(_ row: Int) -> ArraySlice<Float> {
        values[row * columnCount..<(row + 1) * columnCount]
    }

    /// Some of the rows, in the order given.
    public func selecting(rows: some Collection<Int>) -> DenseMatrix {
        DenseMatrix(rowCount: rows.count, columnCount: columnCount, values: rows.flatMap { row($0) })
    }
}
