internal import WinnowNumerics

extension PoolFeatures {
    /// Rows of one block that are worked on at once.
    struct Chunk {
        let block: Int
        let rows: Range<Int>
        /// The number of the first of them in the pool.
        let first: Int
    }

    var chunks: [Chunk] {
        var (chunks, first): ([Chunk], Int) = ([], 0)
        for (block, count) in blockRowCounts.enumerated() {
            for start in stride(from: 0, to: count, by: 2048) {
                let rows = start..<min(start + 2048, count)
                chunks.append(Chunk(block: block, rows: rows, first: first + start))
            }
            first += count
        }
        return chunks
    }

    /// The square of the length of each row's dense columns.
    func squaredLengths() -> [Float] {
        let chunks = chunks
        return ParallelFor.map(chunks.count) { number in
            let chunk = chunks[number]
            var sums = [Float](repeating: 0, count: chunk.rows.count)
            for part in dense {
                let width = part.columnCount
                withUnsafeTemporaryAllocation(of: Float.self, capacity: chunk.rows.count * width) { values in
                    part.blocks[chunk.block].copy(chunk.rows, to: values)
                    for row in sums.indices {
                        for index in row * width..<(row + 1) * width { sums[row] += values[index] * values[index] }
                    }
                }
            }
            return sums
        }.flatMap(\.self)
    }

    /// The nearest rows by dense columns to each of some rows, nearest first, ties to the lower row, without the row itself.
    ///
    /// - Parameters:
    ///   - count: Wanted for each; fewer where the pool is smaller.
    ///   - squaredLengths: From `squaredLengths()`.
    /// - Complexity: O(n·d·rows) on several threads; the same for any number of them.
    func nearest(to rows: [Int], count: Int, squaredLengths: [Float]) -> [[UInt32]] {
        guard let points = denseRows(rows), !rows.isEmpty else { return rows.map { _ in [] } }
        var tables: [DenseTable] = []
        var firstColumn = 0
        for part in dense {
            let first = firstColumn
            tables.append(
                DenseTable(columnCount: part.columnCount, outputCount: rows.count) { points[$1, first + $0] }
            )
            firstColumn += part.columnCount
        }
        let chunks = chunks
        let found = ParallelFor.map(chunks.count) { number in
            let chunk = chunks[number]
            let products = products(of: chunk, with: tables)
            return rows.indices.map { place -> [(row: UInt32, nearness: Float)] in
                // |x − y|² = |x|² − 2 x·y + |y|²; the last is the same for all.
                let nearness = chunk.rows.indices.map { index -> Float in
                    let offset = index - chunk.rows.lowerBound
                    let value = 2 * products[offset * rows.count + place] - squaredLengths[chunk.first + offset]
                    let isItself = chunk.first + offset == rows[place]
                    return value.isFinite && !isItself ? value : -.greatestFiniteMagnitude
                }
                return topPositions(count, of: nearness).map { (UInt32(chunk.first + $0), nearness[$0]) }
            }
        }
        return rows.indices.map { place in
            let candidates = found.flatMap { $0[place] }
            return topPositions(count + 1, of: candidates.map(\.nearness)).map { candidates[$0].row }
                .filter { $0 != rows[place] }.prefix(count).map(\.self)
        }
    }

    /// Row-major `(rows, outputs of a table)`, summed over the parts.
    func products(of chunk: Chunk, with tables: [DenseTable]) -> [Float] {
        let outputCount = tables.first?.outputCount ?? 0
        var sums = [Float](repeating: 0, count: chunk.rows.count * outputCount)
        for (part, table) in zip(dense, tables) {
            let width = table.outStride
            withUnsafeTemporaryAllocation(of: Float.self, capacity: chunk.rows.count * width) { products in
                part.blocks[chunk.block].times(rows: chunk.rows, table, into: products)
                for row in 0..<chunk.rows.count {
                    for output in 0..<outputCount { sums[row * outputCount + output] += products[row * width + output] }
                }
            }
        }
        return sums
    }
}
