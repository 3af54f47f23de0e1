public import WinnowNumerics

/// The features of a pool: n rows, d columns, the counted ones before the dense ones; as a rule in mapped files.
///
/// Parts lie side by side and are cut into the same blocks of rows.
public struct PoolFeatures: Sendable {
    /// Dense columns of one extractor.
    public struct DensePart: Sendable {
        /// Of each block.
        public let columnCount: Int
        /// In the order of the rows.
        public let blocks: [DenseRows]

        /// - Parameter blocks: Of that many columns each; none for a pool without rows.
        public init(columnCount: Int, blocks: [DenseRows]) {
            precondition(blocks.allSatisfy { $0.columnCount == columnCount }, "blocks of other columns")
            self.columnCount = columnCount
            self.blocks = blocks
        }
    }

    /// The counted columns; nil for none.
    public let counts: WeightedCounts?
    /// The dense columns, by extractor.
    public let dense: [DensePart]
    /// Rows of each block; all but the last are as long as the first.
    let blockRowCounts: [Int]

    /// - Parameters: Cut into the same blocks; one part at least.
    public init(counts: WeightedCounts? = nil, dense: [DensePart] = []) {
        let cuts = (counts.map { [$0.blocks.map(\.rowCount)] } ?? []) + dense.map { $0.blocks.map(\.rowCount) }
        guard let first = cuts.first else { preconditionFailure("a pool without features") }
        precondition(cuts.allSatisfy { $0 == first }, "parts with other blocks: \(cuts)")
        self.counts = counts
        self.dense = dense
        blockRowCounts = first
    }

    /// n.
    public var rowCount: Int { blockRowCounts.reduce(0, +) }
    /// d.
    public var columnCount: Int { sparseColumnCount + denseColumnCount }

    /// Of the counted ones; 0 for none.
    public var sparseColumnCount: Int { counts?.columnCount ?? 0 }
    /// Of all dense parts; 0 for none.
    public var denseColumnCount: Int { dense.reduce(0) { $0 + $1.columnCount } }

    /// Some rows, copied to the heap.
    ///
    /// - Parameter scales: What columns are multiplied by; nil leaves them as they are.
    /// - Complexity: O(entries copied).
    public func gather(_ rows: some Collection<Int>, scaledBy scales: ColumnScales? = nil) -> FeatureRows {
        let counts = scales.flatMap { scales in self.counts.map { scales.scaled($0) } } ?? self.counts
        let dense = denseRows(rows)
        return FeatureRows(
            sparse: counts?.gather(rows),
            dense: dense.map { dense in scales?.scaled(dense) ?? dense }
        )
    }

    /// The dense columns of some rows, copied to the heap; nil without any.
    public func denseRows(_ rows: some Collection<Int>) -> DenseMatrix? {
        let width = denseColumnCount
        guard width > 0 else { return nil }
        let rows = Array(rows)
        let values = [Float](unsafeUninitializedCapacity: rows.count * width) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: rows.count, size: 1024) { _, places in
                for place in places {
                    let (block, inside) = position(of: rows[place])
                    var start = place * width
                    for part in dense {
                        let target = UnsafeMutableBufferPointer(rebasing: out[start..<start + part.columnCount])
                        part.blocks[block].copy(inside..<inside + 1, to: target)
                        start += part.columnCount
                    }
                }
            }
            count = rows.count * width
        }
        return DenseMatrix(rowCount: rows.count, columnCount: width, values: values)
    }

    /// The block of a row, and its place in it.
    public func position(of row: Int) -> (block: Int, row: Int) {
        let length = blockRowCounts.first ?? 0
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return (row / length, row % length)
    }
}
