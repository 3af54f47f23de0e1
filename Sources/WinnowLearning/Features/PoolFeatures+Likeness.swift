internal import WinnowNumerics

extension PoolFeatures {
    /// How alike all rows are to one of them: the cosine of their dense columns, or without such of their counted ones.
    ///
    /// - Parameter row: 0 to n − 1; it is as alike to itself as can be.
    /// - Returns: n numbers of −1 to 1; 0 for rows without anything in them, and where a row has what is no number.
    /// - Complexity: O(n·d), or O(entries), on several threads; the same bits for any number of them.
    public func likeness(to row: Int) -> [Float] {
        denseColumnCount > 0 ? denseLikeness(to: row) : countedLikeness(to: row)
    }

    private func denseLikeness(to row: Int) -> [Float] {
        guard let point = denseRows([row]) else { return [Float](repeating: 0, count: rowCount) }
        let squares = squaredLengths()
        var tables: [DenseTable] = []
        var first = 0
        for part in dense {
            let start = first
            tables.append(
                DenseTable(columnCount: part.columnCount, outputCount: 1) { column, _ in point[0, start + column] }
            )
            first += part.columnCount
        }
        let chunks = chunks
        return ParallelFor.map(chunks.count) { number -> [Float] in
            let chunk = chunks[number]
            return zip(chunk.first..., products(of: chunk, with: tables)).map { other, product in
                // Each length by itself: their squares' product need not be a number that fits.
                let cosine = product / (squares[row].squareRoot() * squares[other].squareRoot())
                return cosine.isFinite ? min(max(cosine, -1), 1) : 0
            }
        }.flatMap(\.self)
    }

    /// Counted rows have length 1, or nothing in them.
    private func countedLikeness(to row: Int) -> [Float] {
        guard let counts else { return [Float](repeating: 0, count: rowCount) }
        let point = counts.gather([row])
        var table = [Float](repeating: 0, count: counts.columnCount)
        for (column, value) in zip(point.columns, point.values) { table[Int(column)] = value }
        table = counts.weighted(table, stride: 1)
        let chunks = chunks
        return ParallelFor.map(chunks.count) { number -> [Float] in
            let chunk = chunks[number]
            var products = [Float](repeating: 0, count: chunk.rows.count)
            products.withUnsafeMutableBufferPointer { out in
                table.withUnsafeBufferPointer {
                    counts.times(block: chunk.block, rows: chunk.rows, table: $0, stride: 1, into: out)
                }
            }
            return products.map { $0.isFinite ? min(max($0, -1), 1) : 0 }
        }.flatMap(\.self)
    }
}
