private import Foundation
internal import WinnowNumerics

/// Uncertain rows that are like many others: `u(x) · s(x)^β`, with s the mean similarity to the pool.
///
/// - Source: Settles and Craven 2008 (information density, equation 13). Deviation: a similarity is `(1 + cosine) / 2`, so
///   that it is never negative; the mean over the pool is then a product with one vector.
/// - Complexity: O(n·d).
public struct DensityWeighted: QueryStrategy, Hashable {
    /// u.
    public var measure: Uncertainty
    /// β, at least 0.
    public var power: Double

    /// - Parameter power: Finite, at least 0.
    public init(measure: Uncertainty = .entropy, power: Double = 1) {
        precondition(power >= 0 && power.isFinite, "power \(power)")
        self.measure = measure
        self.power = power
    }

    /// No row leads; scores are `u(x) · s(x)^β`, for rows that are not open `u(x)`.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        var scores = try measure.scores(pool.probabilities, isMultilabel: pool.isMultilabel)
        guard !pool.open.isEmpty else { return Selection(scores: scores) }
        let chunks = stride(from: 0, to: pool.open.count, by: 16_384).map {
            Array(pool.open[$0..<min($0 + 16_384, pool.open.count)])
        }
        var sums: [Double] = []
        for rows in chunks {
            let mean = try pool.points(rows).normalized().mean()
            if sums.isEmpty { sums = [Double](repeating: 0, count: mean.count) }
            for (column, value) in mean.enumerated() { sums[column] += Double(value) * Double(rows.count) }
        }
        let mean = sums.map { Float($0 / Double(pool.open.count)) }[...]
        for rows in chunks {
            let cosines = try pool.points(rows).normalized().products(with: mean)
            for (place, row) in rows.enumerated() {
                scores[row] *= Float(pow(max(0, 1 + Double(cosines[place])) / 2, power))
            }
        }
        return Selection(scores: scores)
    }
}

extension WideMatrix {
    /// The same directions with length 1; a row of length 0 stays.
    func normalized() -> WideMatrix {
        var rows = self
        for (row, square) in squaredLengths().enumerated() where square > 0 {
            let factor = 1 / square.squareRoot()
            for column in 0..<columnCount { rows[row, column] *= factor }
        }
        return rows
    }
}
