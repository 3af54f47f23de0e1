private import Foundation

/// An estimate with the bounds that it lies between with 95 % confidence.
public struct Estimate: Sendable, Hashable {
    /// The estimate itself.
    public let value: Double
    /// nil where the rows are too few or too alike to tell.
    public let bounds: ClosedRange<Double>?

    /// - Parameter bounds: nil where they are not known.
    public init(value: Double, bounds: ClosedRange<Double>?) {
        self.value = value
        self.bounds = bounds
    }
}

extension Estimate {
    /// A share of successes with Wilson's score interval, which stays within 0…1 and is honest for few trials.
    ///
    /// - Parameters:
    ///   - successes: 0…trials.
    ///   - trials: With 0 the interval is 0…1 and the value NaN-free 0.
    /// - Source: Wilson 1927, with z = 1.959964.
    public static func share(successes: Int, trials: Int) -> Estimate {
        guard trials > 0 else { return Estimate(value: 0, bounds: 0...1) }
        return Estimate(
            value: Double(successes) / Double(trials),
            bounds: wilson(Double(successes) / Double(trials), trials: trials)
        )
    }

    /// By how much one share is larger than another one of other trials, −1…1.
    ///
    /// - Source: Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10.
    public static func difference(
        _ first: (successes: Int, trials: Int),
        _ second: (successes: Int, trials: Int)
    ) -> Estimate {
        let (one, two) = (
            share(successes: first.successes, trials: first.trials),
            share(successes: second.successes, trials: second.trials)
        )
        let difference = one.value - two.value
        guard let a = one.bounds, let b = two.bounds, first.trials > 0, second.trials > 0 else {
            return Estimate(value: difference, bounds: -1...1)
        }
        func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        let below = length(one.value - a.lowerBound, b.upperBound - two.value)
        let above = length(a.upperBound - one.value, two.value - b.lowerBound)
        return Estimate(value: difference, bounds: max(-1, difference - below)...min(1, difference + above))
    }

    /// Wilson's score interval of a share that need not be a whole number of trials.
    ///
    /// - Parameters:
    ///   - p: 0…1.
    ///   - trials: With 0 nothing is known: 0…1.
    static func wilson(_ p: Double, trials: Int) -> ClosedRange<Double> {
        guard trials > 0 else { return 0...1 }
        let (n, z) = (Double(trials), 1.959964)
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        // Rounding may leave the share itself outside by an ulp.
        return max(0, min(p, centre - half))...min(1, max(p, centre + half))
    }
}
