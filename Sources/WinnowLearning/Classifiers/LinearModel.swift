package import WinnowNumerics

/// A fitted logistic regression: weights of the features that occurred in training, m outputs.
package struct FittedLogisticRegression: Sendable, Codable, Equatable {
    /// How outputs become labels.
    package enum Head: Sendable, Codable, Hashable {
        /// One output, the log-odds of the second seen label against the first; also when one label is seen at all.
        case binomial
        /// One output a seen label.
        case softmax(outputCount: Int)
        /// One output a label of the schema, each on its own.
        case oneAgainstRest(labelCount: Int)

        static func singleChoice(seenCount: Int) -> Head {
            seenCount <= 2 ? .binomial : .softmax(outputCount: seenCount)
        }

        package var outputCount: Int {
            switch self {
            case .binomial: 1
            case .softmax(let count), .oneAgainstRest(let count): count
            }
        }

        var stride: Int { tableStride(outputCount: outputCount) }

        var isSingleOutput: Bool { self == .binomial }
    }

    package let head: Head
    /// k.
    package let labelCount: Int
    /// Labels that training had, ascending. The others have probability 0.
    package let seenLabels: [Int]
    /// d.
    package let featureCount: Int
    /// Features with a weight, ascending; the others weigh 0.
    package let columns: [UInt32]
    /// Row-major `(columns.count, stride)`.
    package let weights: [Float]
    /// At least `outputCount` numbers.
    package let bias: [Float]

    /// Restores a stored classifier; ask `isConsistent` before using one that came from outside.
    package init(
        head: Head,
        labelCount: Int,
        seenLabels: [Int],
        featureCount: Int,
        columns: [UInt32],
        weights: [Float],
        bias: [Float]
    ) {
        self.head = head
        self.labelCount = labelCount
        self.seenLabels = seenLabels
        self.featureCount = featureCount
        self.columns = columns
        self.weights = weights
        self.bias = bias
    }

    /// Whether labels are chosen independently of each other.
    package var isMultilabel: Bool {
        if case .oneAgainstRest = head { true } else { false }
    }

    /// The weight of a feature for an output.
    package func weight(column: Int, output: Int) -> Float {
        weights[column * head.stride + output]
    }
}

extension FittedLogisticRegression {
    /// The outputs of rows before calibration: row-major `(rows.count, outputCount)`.
    ///
    /// - Throws: `LearningError.wrongFeatureCount`.
    /// - Complexity: O(d · outputs + entries · outputs); in parallel, the same bits for any thread count.
    package func logits(of features: SparseMatrix) throws(LearningError) -> DenseMatrix {
        try check(features.columnCount)
        let (table, stride) = (table, head.stride)
        return outputs(rowCounts: [features.rowCount]) { _, range, out in
            table.withUnsafeBufferPointer { features.times(rows: range, table: $0, stride: stride, into: out) }
        }
    }

    /// The outputs of rows of weighted counts: the same numbers but for rounding.
    package func logits(of rows: WeightedCounts) throws(LearningError) -> DenseMatrix {
        try check(rows.columnCount)
        let stride = head.stride
        let table = rows.weighted(table, stride: stride)
        return outputs(rowCounts: rows.blocks.map(\.rowCount)) { block, range, out in
            table.withUnsafeBufferPointer {
                rows.times(block: block, rows: range, table: $0, stride: stride, into: out)
            }
        }
    }

    private func check(_ columnCount: Int) throws(LearningError) {
        guard columnCount == featureCount else {
            throw .wrongFeatureCount(expected: featureCount, found: columnCount)
        }
    }

    /// The weights of all columns, row-major `(d, stride)`.
    private var table: [Float] {
        let (stride, outputCount) = (head.stride, head.outputCount)
        var table = [Float](repeating: 0, count: featureCount * stride)
        for (position, column) in columns.enumerated() {
            for output in 0..<outputCount {
                table[Int(column) * stride + output] = weights[position * stride + output]
            }
        }
        return table
    }

    /// The products of the rows of blocks with the table, and the bias added, one block after the other.
    ///
    /// - Parameter product: Writes the products of a block's rows, `(rows, stride)`.
    private func outputs(
        rowCounts: [Int],
        _ product: (_ block: Int, _ rows: Range<Int>, _ out: UnsafeMutableBufferPointer<Float>) -> Void
    ) -> DenseMatrix {
        let (stride, outputCount) = (head.stride, head.outputCount)
        let rowCount = rowCounts.reduce(0, +)
        let values = [Float](unsafeUninitializedCapacity: rowCount * outputCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            var first = 0
            for (block, blockCount) in rowCounts.enumerated() {
                let offset = first
                ParallelFor.chunks(of: blockCount, size: 2048) { _, range in
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * stride) { padded in
                        product(block, range, padded)
                        for row in 0..<range.count {
                            let base = (offset + range.lowerBound + row) * outputCount
                            for output in 0..<outputCount {
                                out[base + output] = padded[row * stride + output] + bias[output]
                            }
                        }
                    }
                }
                first += blockCount
            }
            count = rowCount * outputCount
        }
        return DenseMatrix(rowCount: rowCount, columnCount: outputCount, values: values)
    }
}

extension FittedLogisticRegression {
    /// Whether all sizes fit each other and no number points outside.
    package var isConsistent: Bool {
        let outputs = head.outputCount
        let seenCount = seenLabels.count
        let fits =
            switch head {
            case .binomial: seenCount == 1 || seenCount == 2
            case .softmax(let count): count == seenCount && count > 2
            case .oneAgainstRest(let count): count == labelCount && seenCount == count && count > 0
            }
        return fits && featureCount > 0 && bias.count >= outputs && weights.count == columns.count * head.stride
            && seenLabels.allSatisfy { (0..<labelCount).contains($0) } && columns.allSatisfy { $0 < featureCount }
            && weights.allSatisfy(\.isFinite) && bias.allSatisfy(\.isFinite)
    }
}
