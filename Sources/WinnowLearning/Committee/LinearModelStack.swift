internal import WinnowNumerics

/// Linear models of the same features, whose outputs are computed together: a pool is read once.
struct LinearModelStack {
    private let models: [LinearModel]
    private let whole: LinearModel

    /// - Parameter models: nil without any.
    init?(_ models: [LinearModel]) {
        guard let first = models.first else { return nil }
        precondition(models.allSatisfy { $0.featureCount == first.featureCount }, "models of other features")
        self.models = models
        let outputCount = models.reduce(0) { $0 + $1.head.outputCount }
        let head = OutputHead.oneAgainstRest(labelCount: outputCount)
        let columns = Set(models.flatMap(\.columns)).sorted()
        var places: [UInt32: Int] = [:]
        for (place, column) in columns.enumerated() { places[column] = place }
        var weights = [Float](repeating: 0, count: columns.count * head.stride)
        var bias: [Float] = []
        for model in models {
            for (position, column) in model.columns.enumerated() {
                guard let place = places[column] else { continue }
                for output in 0..<model.head.outputCount {
                    weights[place * head.stride + bias.count + output] = model.weight(column: position, output: output)
                }
            }
            bias += model.bias.prefix(model.head.outputCount)
        }
        whole = LinearModel(
            head: head,
            labelCount: outputCount,
            seenLabels: Array(0..<outputCount),
            featureCount: first.featureCount,
            columns: columns,
            weights: weights,
            bias: bias
        )
    }

    /// The logits of each model.
    func logits(of pool: PoolFeatures) throws(LearningError) -> [DenseMatrix] {
        let all = try whole.logits(of: pool)
        var first = 0
        return models.map { model in
            defer { first += model.head.outputCount }
            return all.selecting(columns: first..<first + model.head.outputCount)
        }
    }
}

extension DenseMatrix {
    fileprivate func selecting(columns: Range<Int>) -> DenseMatrix {
        let values = [Float](unsafeUninitializedCapacity: rowCount * columns.count) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            self.values.withUnsafeBufferPointer { values in
                // SAFETY: only read.
                nonisolated(unsafe) let values = values
                ParallelFor.chunks(of: rowCount, size: 4096) { _, rows in
                    for row in rows {
                        for place in 0..<columns.count {
                            out[row * columns.count + place] = values[row * columnCount + columns.lowerBound + place]
                        }
                    }
                }
            }
            count = rowCount * columns.count
        }
        return DenseMatrix(rowCount: rowCount, columnCount: columns.count, values: values)
    }
}
