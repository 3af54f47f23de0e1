internal import WinnowNumerics

extension ContrastiveProjection {
    /// Learns W, for rows that are neither centred nor scaled, `(d, d)`; nil where the descent led to no numbers.
    ///
    /// - Throws: `LearningError.cancelled`.
    /// - Complexity: O(iterations · n² · d), on the calling thread: a second for 500 rows of 384 columns.
    func fit(_ rows: ProjectionRows, _ cancellation: Cancellation? = nil) throws(LearningError) -> WideMatrix? {
        let objective = ContrastiveObjective(rows, self)
        var method = LBFGS(gradientTolerance: 1e-6, maximumIterations: iterationLimit)
        // A pair is as large as the rows; more of them than usual save next to no step here.
        method.memory = 8
        method.valueTolerance = 1e-9
        let found = method.minimize(objective, from: objective.origin, cancellation: cancellation)
        if cancellation?.isCancelled == true { throw .cancelled }
        var coefficients = rows.features
        for index in coefficients.values.indices { coefficients.values[index] = Float(found.point.coefficients[index]) }
        var projection = rows.features.transposedTimes(coefficients)
        for column in 0..<projection.rowCount { projection[column, column] += 1 }
        return projection.values.allSatisfy(\.isFinite) ? projection : nil
    }
}
