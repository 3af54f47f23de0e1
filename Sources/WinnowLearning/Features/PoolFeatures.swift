package import WinnowNumerics

/// The features of a pool: n rows, d columns, the counted ones before the dense ones; as a rule in mapped files.
///
/// Parts lie side by side and are cut into the same blocks of rows.
package struct PoolFeatures: Sendable {
    /// Dense columns of one extractor.
    package struct DensePart: Sendable {
        /// In the order of the rows.
        package let blocks: [DenseRows]
        /// What its numbers are multiplied by when they are learned from: how much it weighs beside the other parts.
        package let scale: Float

        package init(blocks: [DenseRows], scale: Float = 1) {
            precondition(scale.isFinite && scale > 0, "scale \(scale)")
            precondition(!blocks.isEmpty, "a part without rows does not know its columns")
            self.blocks = blocks
            self.scale = scale
        }

        package var columnCount: Int { blocks[0].columnCount }
    }

    package let counts: WeightedCounts?
    package let dense: [DensePart]
    /// Rows of each block; all but the last are as long as the first.
    let blockRowCounts: [Int]

    /// - Parameters: Cut into the same blocks; one part at least.
    package init(counts: WeightedCounts? = nil, dense: [DensePart] = []) {
        let cuts = (counts.map { [$0.blocks.map(\.rowCount)] } ?? []) + dense.map { $0.blocks.map(\.rowCount) }
        guard let first = cuts.first else { preconditionFailure("a pool without features") }
        precondition(cuts.allSatisfy { $0 == first }, "parts with other blocks: \(cuts)")
        self.counts = counts
        self.dense = dense
        blockRowCounts = first
    }

    package var rowCount: Int { blockRowCounts.reduce(0, +) }
    /// d.
    package var columnCount: Int { (counts?.columnCount ?? 0) + dense.reduce(0) { $0 + $1.columnCount } }

    /// Some rows, copied to the heap.
    ///
    /// - Complexity: O(entries copied).
    package func gather(_ rows: some Collection<Int>) -> FeatureRows {
        let width = dense.reduce(0) { $0 + $1.columnCount }
        guard width > 0 else { return FeatureRows(sparse: counts?.gather(rows)) }
        var values = [Float](repeating: 0, count: rows.count * width)
        var first = 0
        for part in dense {
            for (place, row) in rows.enumerated() {
                let (block, inside) = position(of: row)
                let source = part.blocks[block].row(inside)
                for column in source.indices { values[place * width + first + column] = source[column] * part.scale }
            }
            first += part.columnCount
        }
        return FeatureRows(
            sparse: counts?.gather(rows),
            dense: DenseMatrix(rowCount: rows.count, columnCount: width, values: values)
        )
    }

    /// The block of a row, and its place in it.
    package func position(of row: Int) -> (block: Int, row: Int) {
        let length = blockRowCounts.first ?? 0
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return (row / length, row % length)
    }
}
