internal import WinnowNumerics

/// Members with linear models of the same features, whose outputs are computed together: a pool is read once.
struct LinearModelStack {
    private let members: [FittedClassifier]
    private let whole: LinearModel

    /// - Parameter members: With linear models; nil without any.
    init?(_ members: [FittedClassifier]) {
        let models = members.compactMap { $0.model as? LinearModel }
        guard let first = models.first else { return nil }
        precondition(models.count == members.count, "members that are not linear")
        precondition(models.allSatisfy { $0.featureCount == first.featureCount }, "models of other features")
        self.members = members
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

    /// The probabilities of each member, `(n, k)` each.
    func probabilities(of pool: PoolFeatures) throws(LearningError) -> [DenseMatrix] {
        try whole.check(pool.columnCount)
        let rowCount = pool.rowCount
        let values = filled(members.map { rowCount * $0.model.labelCount }) { out in
            // SAFETY: each chunk of rows is written by one call, and the memory outlives all of them.
            whole.scan(pool) { rows, logits in
                var first = 0
                for (member, out) in zip(members, out) {
                    let count = member.model.head.outputCount
                    defer { first += count }
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * count) { own in
                        for row in 0..<rows.count {
                            let source = row * whole.head.outputCount + first
                            for output in 0..<count { own[row * count + output] = logits[source + output] }
                        }
                        member.probabilities(UnsafeBufferPointer(own), of: rows, in: out)
                    }
                }
            }
        }
        return zip(members, values).map { member, values in
            DenseMatrix(rowCount: rowCount, columnCount: member.model.labelCount, values: values)
        }
    }
}

/// Arrays of so many numbers each that are written to together.
private func filled(
    _ counts: [Int],
    _ buffers: [UnsafeMutableBufferPointer<Float>] = [],
    _ fill: ([UnsafeMutableBufferPointer<Float>]) -> Void
) -> [[Float]] {
    guard let count = counts.dropFirst(buffers.count).first else {
        fill(buffers)
        return []
    }
    var others: [[Float]] = []
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
        others = filled(counts, buffers + [buffer], fill)
        initialized = count
    }
    return [values] + others
}
