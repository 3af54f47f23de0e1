private import Foundation

/// How much a row's neighbours belong to it, by their distances: `e^(−(d − ρ) / σ)`, 0…1.
///
/// ρ is the least distance above 0, so that the nearest belongs to it fully; σ makes the sum log₂ k.
///
/// - Source: McInnes, Healy and Melville 2018, algorithm 3; σ is at least a thousandth of the mean distance, as in
///   their implementation. There k counts the row itself among its neighbours; here it does not.
enum Memberships {
    /// - Parameters:
    ///   - distances: Of one row's neighbours, ascending.
    ///   - meanDistance: Of all rows, for a row whose neighbours are all equal to it.
    /// - Complexity: O(64·k).
    static func of(_ distances: ArraySlice<Float>, meanDistance: Double) -> [Float] {
        let distances = distances.map(Double.init)
        guard let nearest = distances.first(where: { $0 > 0 }) else {
            return [Float](repeating: 1, count: distances.count)
        }
        let target = log2(Double(distances.count))
        var (low, high, sigma) = (0.0, Double.infinity, max(nearest, meanDistance))
        for _ in 0..<64 {
            let sum = distances.reduce(0) { $0 + ($1 > nearest ? exp(-($1 - nearest) / sigma) : 1) }
            if abs(sum - target) < 1e-5 { break }
            if sum > target {
                high = sigma
                sigma = (low + high) / 2
            } else {
                low = sigma
                sigma = high.isFinite ? (low + high) / 2 : 2 * sigma
            }
        }
        sigma = max(sigma, 1e-3 * distances.reduce(0, +) / Double(distances.count))
        return distances.map { $0 > nearest ? Float(exp(-($0 - nearest) / sigma)) : 1 }
    }
}
