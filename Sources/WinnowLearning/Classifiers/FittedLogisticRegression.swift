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
        try logits(of: [features])
    }

    /// The outputs of the rows of several matrices, one after the other.
    package func logits(of blocks: [SparseMatrix]) throws(LearningError) -> DenseMatrix {
        for block in blocks where block.columnCount != featureCount {
            throw .wrongFeatureCount(expected: featureCount, found: block.columnCount)
        }
        let (stride, outputCount) = (head.stride, head.outputCount)
        let rowCount = blocks.reduce(0) { $0 + $1.rowCount }
        var table = [Float](repeating: 0, count: featureCount * stride)
        for (position, column) in columns.enumerated() {
            for output in 0..<outputCount {
                table[Int(column) * stride + output] = weights[position * stride + output]
            }
        }
        let values = [Float](unsafeUninitializedCapacity: rowCount * outputCount) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            var first = 0
            for block in blocks {
                let offset = first
                ParallelFor.chunks(of: block.rowCount, size: 2048) { _, range in
                    product(block, range, table, out, offset: offset)
                }
                first += block.rowCount
            }
            count = rowCount * outputCount
        }
        return DenseMatrix(rowCount: rowCount, columnCount: outputCount, values: values)
    }

    /// Writes the outputs of `range` to their place in `out`.
    private func product(
        _ block: SparseMatrix,
        _ range: Range<Int>,
        _ table: [Float],
        _ out: UnsafeMutableBufferPointer<Float>,
        offset: Int
    ) {
        let (stride, outputCount) = (head.stride, head.outputCount)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * stride) { padded in
            table.withUnsafeBufferPointer { block.times(rows: range, table: $0, stride: stride, into: padded) }
            for row in 0..<range.count {
                let base = (offset + range.lowerBound + row) * outputCount
                for output in 0..<outputCount {
                    out[base + output] = padded[row * stride + output] + bias[output]
                }
            }
        }
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
