internal import WinnowNumerics

extension SparseMatrix {
    /// The entries of the first columns.
    func keeping(firstColumns count: Int) -> SparseMatrix {
        if columnCount <= count { return self }
        var builder = SparseMatrixBuilder(columnCount: count)
        builder.reserve(rows: rowCount)
        for row in 0..<rowCount {
            let entries = entries(of: row)
            // Columns ascend.
            let end = columns[entries].partitioningIndex { $0 >= UInt32(count) }
            let kept = entries.lowerBound..<end
            builder.append(columns: columns[kept], values: values[kept])
        }
        return builder.build()
    }
}

extension RandomAccessCollection {
    /// The first place from which on all elements are so, in a collection that is parted that way.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var (low, length) = (startIndex, count)
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if isBehind(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
