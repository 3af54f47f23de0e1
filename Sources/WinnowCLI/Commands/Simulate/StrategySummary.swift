internal import WinnowDomain
internal import WinnowEngine

/// One strategy's curves, over the seeds.
struct StrategySummary {
    /// A mean over the seeds with their standard deviation (n − 1).
    struct Spread {
        var labelCount = 0
        let mean: Double
        let deviation: Double

        init(_ values: [Double], labelCount: Int = 0) {
            let count = Double(max(values.count, 1))
            let mean = values.reduce(0, +) / count
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            self.labelCount = labelCount
            self.mean = mean
            deviation = values.count > 1 ? (squares / (count - 1)).squareRoot() : 0
        }

        /// In per cent: `84.2 ± 1.3`.
        var text: String { "\(NumberText.fixed(100 * mean, 1)) ± \(NumberText.fixed(100 * deviation, 1))" }

        var json: JSON { .members(["mean": .real(mean), "deviation": .real(deviation)]) }
    }

    let strategy: QueryDefinition.Strategy
    /// Accuracy after each batch that every seed came to.
    let points: [Spread]
    /// The mean of a curve.
    let area: Spread
    /// By seed: the mean of its curve, and its last accuracy.
    let areas: [Double]
    let finals: [Double]
    /// By stopping criterion, in the order of their names, where any seed met it.
    let stops: [Stop]

    /// When a stopping criterion was first met.
    struct Stop {
        let criterion: String
        /// Of how many seeds.
        let count: Int
        /// The median of these.
        let labelCount: Int
        /// What accuracy still rose until the end: the median, and the most.
        let cost: (median: Double, most: Double)
    }

    init(_ strategy: QueryDefinition.Strategy, _ curves: [LearningCurve]) {
        self.strategy = strategy
        let count = curves.map(\.points.count).min() ?? 0
        points = (0..<count).map { position in
            Spread(
                curves.map { $0.points[position].accuracy },
                labelCount: curves.first?.points[position].labelCount ?? 0
            )
        }
        areas = curves.map(\.meanAccuracy)
        finals = curves.map { $0.points.last?.accuracy ?? 0 }
        area = Spread(areas)
        stops = Set(curves.flatMap(\.stops.keys)).sorted().map { criterion in
            let met = curves.compactMap { curve in curve.stops[criterion].map { (curve, $0) } }
            let costs = met.map { curve, labels in
                (curve.points.last?.accuracy ?? 0) - (curve.points.last { $0.labelCount <= labels }?.accuracy ?? 0)
            }.sorted()
            let counts = met.map(\.1).sorted()
            return Stop(
                criterion: criterion,
                count: met.count,
                labelCount: counts[counts.count / 2],
                cost: (costs[costs.count / 2], costs.last ?? 0)
            )
        }
    }
}
