internal import WinnowDomain

/// How far one strategy is from another on the same seeds: the mean of the differences, with its 95 % interval.
///
/// Seeds differ more from each other than strategies do (they begin with other items), so curves are compared seed by seed.
struct PairedDifference {
    let mean: Double
    /// Half the width of Student's 95 % interval of the mean; nil with one seed, which says nothing of the others.
    let margin: Double?

    /// - Parameters: A value for each seed, the seeds in the same order.
    init(_ values: [Double], against others: [Double]) {
        let spread = StrategySummary.Spread(zip(values, others).map { $0 - $1 })
        let count = min(values.count, others.count)
        mean = spread.mean
        margin = count > 1 ? Self.quantile(count - 1) * spread.deviation / Double(count).squareRoot() : nil
    }

    /// Whether chance alone explains it; nothing is known with one seed.
    var isNoise: Bool { margin.map { abs(mean) <= $0 } ?? true }

    /// In points: `+1.4 ± 1.1`.
    var text: String {
        let sign = mean < 0 ? "−" : "+"
        let points = sign + NumberText.fixed(100 * abs(mean), 1)
        return margin.map { "\(points) ± \(NumberText.fixed(100 * $0, 1))" } ?? points
    }

    var json: JSON { .members(["mean": .real(mean), "margin": margin.map { .real($0) } ?? .null]) }

    /// The 97.5 % quantile of Student's t, rounded up; beyond 30 degrees of freedom by the start of Fisher's expansion.
    private static func quantile(_ freedom: Int) -> Double {
        let table = [
            12.707, 4.303, 3.183, 2.777, 2.571, 2.447, 2.365, 2.307, 2.263, 2.229, 2.201, 2.179, 2.161, 2.145, 2.132,
            2.120, 2.110, 2.101, 2.094, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.049, 2.046, 2.043,
        ]
        return table.indices.contains(freedom - 1) ? table[freedom - 1] : 1.96 + 2.4 / Double(freedom)
    }
}
