/// Confidence against accuracy in bins of equal width.
package struct CalibrationBins: Sendable, Equatable {
    package private(set) var counts = [Int](repeating: 0, count: 15)
    package private(set) var right = [Int](repeating: 0, count: 15)
    package private(set) var confidence = [Double](repeating: 0, count: 15)

    package init() {}

    package mutating func add(confidence value: Double, isRight: Bool, count: Int) {
        let bin = min(14, max(0, Int(value * 15)))
        counts[bin] += count
        right[bin] += isRight ? count : 0
        confidence[bin] += value * Double(count)
    }

    /// The expected calibration error, 0…1.
    package var error: Double {
        let total = Double(max(counts.reduce(0, +), 1))
        return counts.indices.reduce(0) { $0 + abs(confidence[$1] - Double(right[$1])) } / total
    }
}
