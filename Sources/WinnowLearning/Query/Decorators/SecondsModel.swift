private import Foundation

/// How long a label takes by the length of a text, learned from labels whose time was measured.
///
/// `seconds = exp(a + b · ln(1 + length))` with b at least 0: longer texts never take less. a and b are Huber's M-estimate in
/// logarithms (a break over coffee is one outlier and not an average), found by reweighted least squares; b below 0 becomes
/// 0. With fewer than `leastCount` measurements, or texts of one length only, it is their median. As noise is
/// multiplicative this is the time of a typical label, and the expected one but for a factor that is the same for all.
///
/// - Source: Settles, Craven and Friedland 2008 and Haertel et al. 2008 (time is predictable, mostly by length); Huber 1964
///   (k = 1.345, scale by the median absolute deviation). Deviation: logarithms of both, where Haertel et al. are linear.
public struct SecondsModel: Sendable, Hashable, Codable {
    /// A label, the length of its text in any unit that is always the same, and how long it took.
    public struct Measurement: Sendable, Hashable {
        /// Of the text, at least 0.
        public var length: Int
        /// That the label took, above 0.
        public var seconds: Double

        /// A measurement as it was stored; odd ones are left out of a fit.
        public init(length: Int, seconds: Double) {
            self.length = length
            self.seconds = seconds
        }
    }

    /// a.
    public let intercept: Double
    /// b.
    public let slope: Double

    /// Measurements below which lengths are not looked at.
    public static let leastCount = 10
    /// What a prediction is held to, in seconds.
    public static let range = 0.1...86_400.0

    /// Fits. Measurements that are not above 0, or of a length below 0, are left out.
    ///
    /// - Returns: nil without a usable measurement.
    /// - Complexity: O(n log n) for each of 50 rounds at most.
    public init?(_ measurements: [Measurement]) {
        let usable = measurements.filter { $0.seconds > 0 && $0.seconds.isFinite && $0.length >= 0 }
        guard !usable.isEmpty else { return nil }
        let lengths = usable.map { log1p(Double($0.length)) }
        let times = usable.map { log($0.seconds) }
        guard usable.count >= SecondsModel.leastCount, Set(usable.map(\.length)).count > 1 else {
            (intercept, slope) = (SecondsModel.median(times), 0)
            return
        }
        var line = SecondsModel.line(lengths, times, weights: times.map { _ in 1 })
        for _ in 0..<50 {
            let residuals = zip(lengths, times).map { abs($1 - line.intercept - line.slope * $0) }
            // 1.4826: of a normal distribution the standard deviation. Not 0, where most labels fit exactly.
            let limit = 1.345 * max(1.4826 * SecondsModel.median(residuals), 1e-3)
            let next = SecondsModel.line(lengths, times, weights: residuals.map { $0 > limit ? limit / $0 : 1 })
            let change = abs(next.intercept - line.intercept) + abs(next.slope - line.slope)
            line = next
            if change < 1e-9 { break }
        }
        (intercept, slope) = line
    }

    /// Expected seconds, in `range`.
    public func seconds(length: Int) -> Float {
        let seconds = exp(intercept + slope * log1p(Double(max(length, 0))))
        guard !seconds.isNaN else { return Float(SecondsModel.range.upperBound) }
        return Float(min(max(seconds, SecondsModel.range.lowerBound), SecondsModel.range.upperBound))
    }

    /// The line of least weighted squares among those that do not fall.
    private static func line(_ x: [Double], _ y: [Double], weights: [Double]) -> (intercept: Double, slope: Double) {
        let sum = weights.reduce(0, +)
        let (meanX, meanY) = (
            zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 } / sum, zip(weights, y).reduce(0) { $0 + $1.0 * $1.1 } / sum
        )
        var (square, product) = (0.0, 0.0)
        for index in x.indices {
            square += weights[index] * (x[index] - meanX) * (x[index] - meanX)
            product += weights[index] * (x[index] - meanX) * (y[index] - meanY)
        }
        let slope = square > 0 ? max(0, product / square) : 0
        return (meanY - slope * meanX, slope)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
