public import WinnowNumerics

extension LinearModel {
    /// - Complexity: O(d · outputs + entries · outputs); in parallel, the same bits for any thread count.
    public func logits(of features: FeatureRows) throws(LearningError) -> DenseMatrix {
        try check(features.columnCount)
        var products: [Product] = []
        if let sparse = features.sparse {
            let table = sparseTable(columnCount: sparse.columnCount)
            products.append(
                Product(stride: head.stride) { _, range, out in
                    table.withUnsafeBufferPointer {
                        sparse.times(rows: range, table: $0, stride: head.stride, into: out)
                    }
                }
            )
        }
        if let dense = features.dense {
            let table = denseTable(first: features.sparseColumnCount, columnCount: dense.columnCount)
            products.append(product([DenseRows(dense)], table))
        }
        return matrix(rowCount: features.rowCount) { sink in scan(rowCounts: [features.rowCount], products, sink) }
    }

    /// - Complexity: O(d · outputs + entries · outputs); in parallel, the same bits for any thread count.
    public func logits(of pool: PoolFeatures) throws(LearningError) -> DenseMatrix {
        try check(pool.columnCount)
        return matrix(rowCount: pool.rowCount) { sink in scan(pool, sink) }
    }

    /// Takes some rows' outputs, row-major `(rows.count, outputCount)`, and may change them in place.
    typealias Sink = (_ rows: Range<Int>, _ outputs: UnsafeMutableBufferPointer<Float>) -> Void

    /// Makes the outputs of a pool's rows, some at a time, while they are in the cache.
    ///
    /// - Parameter sink: Called once for each row, on several threads at once.
    func scan(_ pool: PoolFeatures, _ sink: Sink) {
        precondition(pool.columnCount == featureCount, "\(pool.columnCount) features, not \(featureCount)")
        var products: [Product] = []
        var first = 0
        if let counts = pool.counts {
            let table = counts.weighted(sparseTable(columnCount: counts.columnCount), stride: head.stride)
            products.append(
                Product(stride: head.stride) { block, range, out in
                    table.withUnsafeBufferPointer {
                        counts.times(block: block, rows: range, table: $0, stride: head.stride, into: out)
                    }
                }
            )
            first = counts.columnCount
        }
        for part in pool.dense {
            products.append(product(part.blocks, denseTable(first: first, columnCount: part.columnCount)))
            first += part.columnCount
        }
        scan(rowCounts: pool.blockRowCounts, products, sink)
    }

    /// The weights of the first columns, row-major `(columnCount, stride)`.
    private func sparseTable(columnCount: Int) -> [Float] {
        let (stride, outputCount) = (head.stride, head.outputCount)
        var table = [Float](repeating: 0, count: columnCount * stride)
        for (position, column) in columns.enumerated() where column < columnCount {
            for output in 0..<outputCount {
                table[Int(column) * stride + output] = weights[position * stride + output]
            }
        }
        return table
    }

    /// The weights of the columns from one on that dense rows have.
    private func denseTable(first: Int, columnCount: Int) -> DenseTable {
        var places = [Int?](repeating: nil, count: columnCount)
        for (position, column) in columns.enumerated() where places.indices.contains(Int(column) - first) {
            places[Int(column) - first] = position
        }
        return DenseTable(columnCount: columnCount, outputCount: head.outputCount) { column, output in
            places[column].map { weight(column: $0, output: output) } ?? 0
        }
    }

    /// What one part of the features adds to the outputs.
    private struct Product {
        /// Numbers between the beginnings of two rows of what it writes.
        let stride: Int
        let write: (_ block: Int, _ rows: Range<Int>, _ out: UnsafeMutableBufferPointer<Float>) -> Void
    }

    private func product(_ blocks: [DenseRows], _ table: DenseTable) -> Product {
        Product(stride: table.outStride) { block, range, out in blocks[block].times(rows: range, table, into: out) }
    }

    /// The outputs that are handed to a sink, side by side.
    private func matrix(rowCount: Int, _ outputs: (Sink) -> Void) -> DenseMatrix {
        let outputCount = head.outputCount
        let values = [Float](unsafeUninitializedCapacity: rowCount * outputCount) { buffer, count in
            // SAFETY: each chunk of rows is written by one call, and the memory outlives all of them.
            outputs { rows, values in
                let target = buffer[rows.lowerBound * outputCount..<rows.upperBound * outputCount]
                _ = UnsafeMutableBufferPointer(rebasing: target).update(fromContentsOf: values)
            }
            count = rowCount * outputCount
        }
        return DenseMatrix(rowCount: rowCount, columnCount: outputCount, values: values)
    }

    /// The sums of the parts' products and the bias, one block after the other.
    private func scan(rowCounts: [Int], _ products: [Product], _ sink: Sink) {
        let outputCount = head.outputCount
        // What is made of one chunk stays in the cache for whoever takes it.
        let size = min(2048, max(256, 16_384 / outputCount))
        var first = 0
        for (block, blockCount) in rowCounts.enumerated() {
            let offset = first
            ParallelFor.chunks(of: blockCount, size: size) { _, range in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * outputCount) { outputs in
                    for (number, product) in products.enumerated() {
                        write(product, block: block, rows: range, isFirst: number == 0, to: outputs)
                    }
                    sink(offset + range.lowerBound..<offset + range.upperBound, outputs)
                }
            }
            first += blockCount
        }
    }

    /// Puts a part's products and the bias in place, or adds another part's to them.
    private func write(
        _ product: Product,
        block: Int,
        rows: Range<Int>,
        isFirst: Bool,
        to target: UnsafeMutableBufferPointer<Float>
    ) {
        let (stride, outputCount) = (product.stride, head.outputCount)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * stride) { padded in
            product.write(block, rows, padded)
            bias.withUnsafeBufferPointer { bias in
                for row in 0..<rows.count {
                    let (from, to) = (row * stride, row * outputCount)
                    if isFirst {
                        for output in 0..<outputCount { target[to + output] = padded[from + output] + bias[output] }
                    } else {
                        for output in 0..<outputCount { target[to + output] += padded[from + output] }
                    }
                }
            }
        }
    }
}
