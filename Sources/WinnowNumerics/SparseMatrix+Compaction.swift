extension SparseMatrix {
    /// The same rows over only those columns that have an entry, so that dense work is proportional to what occurs.
    ///
    /// - Returns: The compact matrix and, for each of its columns, the column it was; ascending.
    /// - Complexity: O(entries + d).
    public func compacted() -> (matrix: SparseMatrix, columns: [UInt32]) {
        var position = [UInt32](repeating: .max, count: columnCount)
        let range = Int(rowOffsets[0])..<Int(rowOffsets[rowCount])
        for column in columns[range] { position[Int(column)] = 0 }
        var kept: [UInt32] = []
        for column in 0..<columnCount where position[column] == 0 {
            position[column] = UInt32(kept.count)
            kept.append(UInt32(column))
        }
        var builder = SparseMatrixBuilder(columnCount: max(kept.count, 1))
        builder.reserve(rows: rowCount)
        for row in 0..<rowCount {
            let entries = entries(of: row)
            builder.append(columns: columns[entries].lazy.map { position[Int($0)] }, values: values[entries])
        }
        return (builder.build(), kept)
    }
}
