internal import WinnowNumerics

/// What a later fit starts from.
struct PerceptronMemory: Sendable {
    let shape: PerceptronShape
    let columns: [UInt32]
    let weights: PerceptronWeights
    /// What the features were multiplied by.
    let scale: Double

    /// The weights for other rows; a column that these have and the earlier did not begins as in a cold start.
    ///
    /// - Returns: nil where labels, features or layers are others.
    func weights(of problem: PerceptronProblem, cold: PerceptronWeights) -> PerceptronWeights? {
        guard problem.shape == shape, cold.layers[0].weights.rowCount == weights.layers[0].weights.rowCount else {
            return nil
        }
        // The same function of the features as they are.
        let ratio = scale / problem.scale
        var warm = weights
        warm.sparse = cold.sparse
        let width = warm.sparse.stride
        var old = 0
        for (place, column) in problem.columns.enumerated() {
            while old < columns.count && columns[old] < column { old += 1 }
            guard old < columns.count, columns[old] == column else { continue }
            for unit in 0..<width {
                let value = Double(weights.sparse.values[old * width + unit]) * ratio
                warm.sparse.values[place * width + unit] = Float(value)
            }
        }
        for index in warm.layers[0].weights.values.indices {
            warm.layers[0].weights.values[index] = Float(Double(weights.layers[0].weights.values[index]) * ratio)
        }
        return warm.isFinite ? warm : nil
    }
}
