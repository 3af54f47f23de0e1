internal import WinnowNumerics

/// Unit rows laid out so that the cosines of other rows with all of them are quick: v unit rows.
///
/// Sparse columns are posting lists: a text has few terms, and few of the rows have a rare one, so most products of a table
/// would be with 0. Dense columns are a table `(d, v)` for the kernels.
struct CosineTable: Sendable {
    private let count: Int
    private let scales: ColumnScales
    /// For each sparse column its place in `postings`, −1 where no row has it.
    private let places: [Int32]
    /// Row-major (columns that occur, v).
    private let postings: SparseMatrix?
    private let dense: DenseTable?

    /// - Parameter scales: What columns of other rows are multiplied by.
    init(_ rows: UnitRows, scales: ColumnScales) {
        count = rows.rowCount
        self.scales = scales
        var builder = SparseMatrixBuilder(columnCount: max(rows.sparseColumnCount, 1))
        builder.reserve(rows: rows.rowCount)
        for (start, end) in zip(rows.offsets, rows.offsets.dropFirst()) {
            let entries = Int(start)..<Int(end)
            builder.append(
                columns: rows.columns[entries],
                values: entries.map { rows.values[$0] * scales.sparse(column: Int(rows.columns[$0])) }
            )
        }
        if rows.sparseColumnCount > 0 {
            let compact = builder.build().compacted()
            var places = [Int32](repeating: -1, count: rows.sparseColumnCount)
            for (place, column) in compact.columns.enumerated() { places[Int(column)] = Int32(place) }
            self.places = places
            postings = compact.matrix.transposed()
        } else {
            (places, postings) = ([], nil)
        }
        let width = rows.denseColumnCount
        dense =
            width == 0
            ? nil
            : DenseTable(columnCount: width, outputCount: rows.rowCount) { column, row in
                rows.dense[row * width + column] * scales.dense[column]
            }
    }

    /// Calls `body` with each row's cosines with all unit rows.
    func cosines(of rows: FeatureRows, _ body: (_ row: Int, _ cosines: [Float]) -> Void) {
        let stride = dense?.outStride ?? count
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.rowCount * stride) { products in
            if let dense, let part = rows.dense {
                DenseRows(part).times(rows: 0..<rows.rowCount, dense, into: products)
            } else {
                products.initialize(repeating: 0)
            }
            for row in 0..<rows.rowCount {
                let target = UnsafeMutableBufferPointer(rebasing: products[row * stride..<row * stride + count])
                if let sparse = rows.sparse { add(sparse, row: row, to: target) }
                let length = rows.length(ofRow: row, scaledBy: scales)
                let scale = length > 0 ? Float(1 / length) : 0
                for index in target.indices {
                    let cosine = target[index] * scale
                    // Numbers that are too large for their product have no direction.
                    target[index] = cosine.isFinite ? cosine : 0
                }
                body(row, Array(target))
            }
        }
    }

    private func add(_ rows: SparseMatrix, row: Int, to target: UnsafeMutableBufferPointer<Float>) {
        guard let postings else { return }
        places.withUnsafeBufferPointer { places in
            for entry in rows.entries(of: row) {
                let place = places[Int(rows.columns[entry])]
                if place < 0 { continue }
                let value = rows.values[entry]
                for posting in postings.entries(of: Int(place)) {
                    target[Int(postings.columns[posting])] += value * postings.values[posting]
                }
            }
        }
    }
}
