/// Counts of values by upper bounds, with their sum: what Prometheus takes quantiles from.
struct Histogram: Hashable, Sendable {
    /// Seconds that requests take: 1 ms to 10 s.
    static let requestBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
    /// Seconds that training takes: a tenth to half an hour.
    static let trainingBounds = [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1_800]

    let bounds: [Double]
    private var counts: [Int]
    private(set) var sum = 0.0

    /// - Parameter bounds: Rising.
    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    mutating func add(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }

    var count: Int { counts.reduce(0, +) }

    /// For each bound, how many values are at or below it.
    var cumulated: [(bound: Double, count: Int)] {
        var total = 0
        return zip(bounds, counts).map { bound, count in
            total += count
            return (bound, total)
        }
    }
}
