internal import CWinnowKernels

/// A dense matrix in double precision, row-major without padding: a part of a factorisation.
struct DoubleBlock {
    let rowCount: Int
    let columnCount: Int
    private(set) var values: [Double]

    init(rowCount: Int, columnCount: Int, values: [Double]) {
        precondition(values.count == rowCount * columnCount, "\(values.count) for \(rowCount) × \(columnCount)")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.values = values
    }

    init(zeros rowCount: Int, _ columnCount: Int) {
        self.init(
            rowCount: rowCount,
            columnCount: columnCount,
            values: [Double](repeating: 0, count: rowCount * columnCount)
        )
    }

    subscript(row: Int, column: Int) -> Double {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    func part(_ rows: Range<Int>, _ columns: Range<Int>) -> DoubleBlock {
        DoubleBlock(
            rowCount: rows.count,
            columnCount: columns.count,
            values: rows.flatMap {
                values[$0 * columnCount + columns.lowerBound..<$0 * columnCount + columns.upperBound]
            }
        )
    }

    /// Puts a block in its place.
    mutating func replace(row: Int, column: Int, by block: DoubleBlock) {
        for line in 0..<block.rowCount {
            let start = (row + line) * columnCount + column
            values.replaceSubrange(
                start..<start + block.columnCount,
                with: block.values[line * block.columnCount..<(line + 1) * block.columnCount]
            )
        }
    }

    mutating func add(_ scale: Double, _ other: DoubleBlock) {
        values.add(scale, other.values)
    }

    var transposed: DoubleBlock {
        var result = DoubleBlock(zeros: columnCount, rowCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                result.values[column * rowCount + row] = values[row * columnCount + column]
            }
        }
        return result
    }

    /// - Complexity: O(rows · inner · columns).
    func times(_ other: DoubleBlock) -> DoubleBlock {
        precondition(columnCount == other.rowCount, "\(columnCount) columns times \(other.rowCount) rows")
        let width = DenseKernels.padded(other.columnCount, to: 8)
        let right = width == other.columnCount ? other.values : other.padded(to: width)
        let product = [Double](unsafeUninitializedCapacity: rowCount * width) { buffer, count in
            DenseKernels.best.table.pointee.product_f64(
                rowCount,
                columnCount,
                width,
                values,
                columnCount,
                1,
                right,
                width,
                buffer.baseAddress,
                width,
                0
            )
            count = rowCount * width
        }
        let whole = DoubleBlock(rowCount: rowCount, columnCount: width, values: product)
        return width == other.columnCount ? whole : whole.part(0..<rowCount, 0..<other.columnCount)
    }

    private func padded(to width: Int) -> [Double] {
        var wide = [Double](repeating: 0, count: rowCount * width)
        for row in 0..<rowCount {
            for column in 0..<columnCount { wide[row * width + column] = values[row * columnCount + column] }
        }
        return wide
    }
}
