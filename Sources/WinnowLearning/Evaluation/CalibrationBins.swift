/// Confidence against accuracy in bins of equal width.
public struct CalibrationBins: Sendable, Equatable {
    /// Answers by bin of confidence, the lowest first.
    public private(set) var counts = [Int](repeating: 0, count: 15)
    /// Those that are right, by bin.
    public private(set) var right = [Int](repeating: 0, count: 15)
    /// The sum of their confidences, by bin.
    public private(set) var confidence = [Double](repeating: 0, count: 15)

    /// Empty bins.
    public init() {}

    /// Counts an answer so many times.
    ///
    /// - Parameter value: 0…1; what lies outside goes to the nearest bin, what is no number to the lowest.
    public mutating func add(confidence value: Double, isRight: Bool, count: Int) {
        let value = value.isNaN ? 0 : min(max(value, 0), 1)
        let bin = min(14, max(0, Int(value * 15)))
        counts[bin] += count
        right[bin] += isRight ? count : 0
        confidence[bin] += value * Double(count)
    }

    /// The expected calibration error, 0…1.
    public var error: Double {
        let total = Double(max(counts.reduce(0, +), 1))
        return counts.indices.reduce(0) { $0 + abs(confidence[$1] - Double(right[$1])) } / total
    }
}
