private import CWinnowKernels

/// Rows of counts as rows of real numbers: n rows in blocks, d columns.
///
/// `x(i, j) = factors[c(i, j)] · weights[j] · scales[i]` for an entry with count c; other numbers are 0.
public struct WeightedCounts: Sendable {
    /// In the order of the rows; all but the last have the same length.
    public let blocks: [CountMatrix]
    /// By count, up to `CountMatrix.countLimit`.
    public let factors: [Float]
    /// By column.
    public let weights: [Float]

    /// - Parameters:
    ///   - blocks: Of as many columns as there are weights; all but the last of the same length.
    ///   - factors: `CountMatrix.countLimit + 1` numbers.
    ///   - weights: d.
    public init(blocks: [CountMatrix], factors: [Float], weights: [Float]) {
        precondition(factors.count == Int(CountMatrix.countLimit) + 1, "\(factors.count) factors")
        for block in blocks {
            precondition(block.columnCount == weights.count, "\(block.columnCount) columns, \(weights.count) weights")
        }
        self.blocks = blocks
        self.factors = factors
        self.weights = weights
    }

    /// n.
    public var rowCount: Int { blocks.reduce(0) { $0 + $1.rowCount } }
    /// d.
    public var columnCount: Int { weights.count }
    /// Stored entries in all blocks.
    public var entryCount: Int { blocks.reduce(0) { $0 + $1.entries.count } }

    /// The same rows with all numbers multiplied.
    public func scaled(by scale: Float) -> WeightedCounts {
        scale == 1 ? self : WeightedCounts(blocks: blocks, factors: factors, weights: weights.map { scale * $0 })
    }

    /// Some rows, copied to the heap.
    ///
    /// - Complexity: O(entries copied).
    public func gather(_ rows: some Collection<Int>) -> SparseMatrix {
        var builder = SparseMatrixBuilder(columnCount: columnCount)
        builder.reserve(rows: rows.count)
        let (length, count) = (blocks.first?.rowCount ?? 0, rowCount)
        for row in rows {
            precondition(row >= 0 && row < count, "row \(row) of \(count)")
            let (block, row) = (blocks[row / length], row % length)
            let entries = block.entries[block.range(of: row)].lazy.map { CountEntry(bits: $0) }
            let scale = block.scales[row]
            builder.append(
                columns: entries.map(\.column),
                values: entries.map { factors[Int($0.count)] * weights[Int($0.column)] * scale }
            )
        }
        return builder.build()
    }

    /// A table in which each column's numbers are multiplied by its weight, for `times`.
    ///
    /// - Parameter table: Row-major `(d, stride)`.
    public func weighted(_ table: [Float], stride: Int) -> [Float] {
        var table = table
        for column in weights.indices {
            for index in column * stride..<(column + 1) * stride { table[index] *= weights[column] }
        }
        return table
    }

    /// Multiplies some rows of a block by a dense table: `out = X · table`.
    ///
    /// - Parameters:
    ///   - rows: The rows wanted, of this block.
    ///   - table: Row-major `(d, stride)`, from `weighted`.
    ///   - stride: From `tableStride(outputCount:)`.
    ///   - out: `(rows.count, stride)`, overwritten.
    /// - Complexity: O(entries · stride). The same bits for any split of the rows.
    public func times(
        block number: Int,
        rows: Range<Int>,
        table: UnsafeBufferPointer<Float>,
        stride: Int,
        into out: UnsafeMutableBufferPointer<Float>
    ) {
        let block = blocks[number]
        checkShapes(
            rows: rows,
            of: (block.rowCount, columnCount),
            tableCount: table.count,
            stride: stride,
            outCount: out.count
        )
        winnow_counts_times_table_f32(
            rows.lowerBound,
            rows.upperBound,
            block.rowOffsets.baseAddress,
            block.entries.baseAddress,
            block.scales.baseAddress,
            factors,
            table.baseAddress,
            stride,
            out.baseAddress
        )
    }
}

/// Kernels read where they are told to.
func checkShapes(
    rows: Range<Int>,
    of shape: (rowCount: Int, columnCount: Int),
    tableCount: Int,
    stride: Int,
    outCount: Int
) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= shape.rowCount, "rows \(rows) of \(shape.rowCount)")
    precondition(stride == 1 || stride == 2 || stride % 4 == 0, "stride \(stride)")
    precondition(
        tableCount >= shape.columnCount * stride,
        "table of \(tableCount) for \(shape.columnCount) × \(stride)"
    )
    precondition(outCount >= rows.count * stride, "out of \(outCount) for \(rows.count) × \(stride)")
}
