private import Foundation

/// Stretches dense features along the directions in which a pool varies most, so that these are cheaper to learn with.
///
/// Columns along the principal axes of the pool are multiplied by `s · λ^p`, with λ the variance of each and s such that the
/// mean square of the lengths, about the mean, is 1. For a ridge penalty that is the prior `w ~ N(0, Σ^2p)`: a direction in
/// which texts differ much is more likely to matter. With more labels the data speak for themselves, and p falls:
/// `p(n) = power · min(1, √(100/n))`. Whitening is the opposite, p below 0, and harmful with few labels
/// (`docs/science.md`).
///
/// - Source: Ours, after the spectral priors of ridge regression (e.g. Hoerl and Kennard 1970, generalised ridge).
public struct Tempering: Sendable, Hashable {
    /// p with up to 100 labels, 0 for none.
    public var power: Double

    /// Labels up to which p is `power`.
    public static let fullUpTo = 100.0

    /// - Parameter power: Finite.
    public init(power: Double = 0.25) {
        precondition(power.isFinite, "power \(power)")
        self.power = power
    }

    /// p after n labels.
    public func power(labelCount: Int) -> Double {
        power * min(1, (Tempering.fullUpTo / Double(max(labelCount, 1))).squareRoot())
    }

    /// What each column is multiplied by.
    ///
    /// - Parameters:
    ///   - variances: λ of each column, at least 0; the columns are uncorrelated over the pool.
    ///   - labelCount: n.
    public func scales(variances: [Double], labelCount: Int) -> [Float] {
        let power = power(labelCount: labelCount)
        // What rounding leaves of directions that are not there is no direction.
        let least = 1e-6 * max(variances.max() ?? 0, 1e-12)
        let factors = variances.map { $0 > least ? pow($0, power) : 0 }
        let square = zip(variances, factors).reduce(0.0) { $0 + $1.0 * $1.1 * $1.1 }
        return factors.map { square > 0 ? Float($0 / square.squareRoot()) : 0 }
    }
}
