extension SparseMatrix {
    /// The transpose, copied to the heap: `(d, n)`.
    ///
    /// - Complexity: O(d + entries), by counting.
    public func transposed() -> SparseMatrix {
        var offsets = [UInt64](repeating: 0, count: columnCount + 1)
        for row in 0..<rowCount {
            for entry in entries(of: row) { offsets[Int(columns[entry]) + 1] += 1 }
        }
        for column in 0..<columnCount { offsets[column + 1] += offsets[column] }
        var next = offsets
        var rows = [UInt32](repeating: 0, count: entryCount)
        var turned = [Float](repeating: 0, count: entryCount)
        for row in 0..<rowCount {
            for entry in entries(of: row) {
                let column = Int(columns[entry])
                rows[Int(next[column])] = UInt32(row)
                turned[Int(next[column])] = values[entry]
                next[column] += 1
            }
        }
        return SparseMatrix(columnCount: max(rowCount, 1), rowOffsets: offsets, columns: rows, values: turned)
    }
}
