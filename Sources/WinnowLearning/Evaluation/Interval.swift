private import Foundation

/// An estimate with the bounds that it lies between with 95 % confidence.
package struct Estimate: Sendable, Codable, Hashable {
    package let value: Double
    package let low: Double
    package let high: Double

    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}

extension Estimate {
    /// A share of successes with Wilson's score interval, which stays within 0…1 and is honest for few trials.
    ///
    /// - Parameters:
    ///   - successes: 0…trials.
    ///   - trials: With 0 the interval is 0…1 and the value NaN-free 0.
    /// - Source: Wilson 1927, with z = 1.959964.
    package static func share(successes: Int, trials: Int) -> Estimate {
        guard trials > 0 else { return Estimate(value: 0, low: 0, high: 1) }
        let (n, z) = (Double(trials), 1.959964)
        let p = Double(successes) / n
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return Estimate(value: p, low: max(0, centre - half), high: min(1, centre + half))
    }
}
