/// A small dense matrix, row-major, single precision: n rows of m columns without padding.
package struct DenseMatrix: Sendable, Equatable {
    package let rowCount: Int
    package let columnCount: Int
    package var values: [Float]

    package init(rowCount: Int, columnCount: Int, values: [Float]) {
        precondition(values.count == rowCount * columnCount, "\(values.count) values for \(rowCount) × \(columnCount)")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.values = values
    }

    package init(zeros rowCount: Int, _ columnCount: Int) {
        self.init(
            rowCount: rowCount,
            columnCount: columnCount,
            values: [Float](repeating: 0, count: rowCount * columnCount)
        )
    }

    package subscript(row: Int, column: Int) -> Float {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    /// A row's values, without a copy.
    package func row(_ row: Int) -> ArraySlice<Float> {
        values[row * columnCount..<(row + 1) * columnCount]
    }

    /// Some of the rows, in the order given.
    package func selecting(rows: some Collection<Int>) -> DenseMatrix {
        DenseMatrix(rowCount: rows.count, columnCount: columnCount, values: rows.flatMap { row($0) })
    }
}
