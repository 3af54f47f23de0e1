private import Foundation
package import WinnowNumerics

/// Stretches dense features along the directions in which a pool varies most, so that these are cheaper to learn with.
///
/// `x′ = s · V Λ^p Vᵀ (x − μ)` with mean μ and covariance `V Λ Vᵀ` of the pool, and s such that the mean square of the
/// lengths is 1. For a ridge penalty that is the prior `w ~ N(0, Σ^2p)`: a direction in which texts differ much is more
/// likely to matter. Whitening is the opposite, p below 0, and harmful with few labels (`docs/science.md`).
///
/// - Source: Ours, after the spectral priors of ridge regression (e.g. Hoerl and Kennard 1970, generalised ridge).
package struct Tempering: Sendable, Hashable {
    /// p, 0 for none.
    package var power: Double

    package init(power: Double = 0.25) {
        precondition(power.isFinite, "power \(power)")
        self.power = power
    }

    /// Fits on n rows of a pool, n at least 1.
    ///
    /// - Complexity: O(n·d² + d³).
    package func fit(_ rows: WideMatrix) -> FittedTempering {
        let (n, d) = (Double(rows.rowCount), rows.columnCount)
        let ones = [Float](repeating: 1, count: rows.rowCount)
        let mean = rows.transposedTimes(ones, outputCount: 1, stride: 1).prefix(d).map { $0 / n }
        var covariance = rows.gram()
        for row in 0..<d {
            for column in 0..<d {
                covariance[row * d + column] = covariance[row * d + column] / n - mean[row] * mean[column]
            }
        }
        let eigen = SymmetricEigen(covariance, count: d)
        // What rounding leaves of directions that are not there is no direction.
        let least = 1e-6 * max(eigen.values[0], 1e-12)
        let factors = eigen.values.map { $0 > least ? pow($0, power) : 0 }
        let square = zip(eigen.values, factors).reduce(0.0) { $0 + max($1.0, 0) * $1.1 * $1.1 }
        let scale = square > 0 ? 1 / square.squareRoot() : 0
        var map = [Double](repeating: 0, count: d * d)
        for (number, factor) in factors.enumerated() where factor > 0 {
            let vector = eigen.vectors[number * d..<(number + 1) * d]
            for (row, value) in vector.enumerated() {
                let share = scale * factor * value
                for (column, other) in vector.enumerated() { map[row * d + column] += share * other }
            }
        }
        return FittedTempering(map: map, mean: mean)
    }
}

/// `Tempering` with what it learned from a pool.
package struct FittedTempering: Sendable, Equatable {
    /// `s · V Λ^p Vᵀ`, row-major `(d, d)`, symmetric.
    package let map: [Double]
    /// μ.
    package let mean: [Double]

    package init(map: [Double], mean: [Double]) {
        precondition(map.count == mean.count * mean.count, "\(map.count) numbers for \(mean.count) columns")
        self.map = map
        self.mean = mean
    }

    /// The rows in the new space, `(n, d)`.
    package func rows(of rows: WideMatrix) -> WideMatrix {
        let d = mean.count
        precondition(rows.columnCount == d, "\(rows.columnCount) columns, not \(d)")
        var product = rows.times(map, outputCount: d)
        let shift = (0..<d).map { column in
            Float((0..<d).reduce(0.0) { $0 + mean[$1] * map[$1 * d + column] })
        }
        for row in 0..<product.rowCount {
            for column in 0..<d { product[row, column] -= shift[column] }
        }
        return product
    }
}
