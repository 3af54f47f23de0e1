package import WinnowDomain

/// What a simulation tries: strategies × seeds on one pool with known labels.
package struct SimulationPlan: Sendable {
    /// Items with their true labels, in order; the pool.
    package var pool: [Example]
    /// Items to measure on, never labelled.
    package var test: [Example]
    /// Names of the labels; targets are positions in it.
    package var labels: [String]
    package var definition: QueueDefinition
    package var strategies: [QueryDefinition.Strategy]
    package var seeds: [UInt64]
    /// Labels before the first query.
    package var initialCount: Int
    /// Labels a query.
    package var batchSize: Int
    /// Labels in the end; the last query takes what is left to it.
    package var labelCount: Int
    /// For a seed, the positions in the pool to begin with; the initialization strategy chooses where there are none.
    package var initial: [UInt64: [Int]]

    package struct Example: Sendable {
        package var text: String
        /// Positions of the true labels.
        package var labels: [Int]

        package init(text: String, labels: [Int]) {
            self.text = text
            self.labels = labels
        }
    }

    package init(
        pool: [Example],
        test: [Example],
        labels: [String],
        definition: QueueDefinition,
        strategies: [QueryDefinition.Strategy],
        seeds: [UInt64],
        initialCount: Int,
        batchSize: Int,
        labelCount: Int,
        initial: [UInt64: [Int]] = [:]
    ) {
        self.pool = pool
        self.test = test
        self.labels = labels
        self.definition = definition
        self.strategies = strategies
        self.seeds = seeds
        self.initialCount = initialCount
        self.batchSize = batchSize
        self.labelCount = labelCount
        self.initial = initial
    }

    /// Trainings of one curve: one after the initial labels, one after each query.
    package var trainingCount: Int {
        labelCount > initialCount ? 1 + (labelCount - initialCount - 1) / batchSize + 1 : 1
    }
}

/// One strategy with one seed: how good the model was after how many labels.
package struct LearningCurve: Sendable, Codable {
    package struct Point: Sendable, Codable {
        package let labelCount: Int
        package let accuracy: Double
        package let macroF1: Double
    }

    package let strategy: QueryDefinition.Strategy
    package let seed: UInt64
    /// Positions in the pool, in the order in which they were labelled: with them a curve can be checked by others.
    package let labelled: [Int]
    package let points: [Point]
    /// By stopping criterion: the labels after which it was first met; without those that never were.
    package let stops: [String: Int]

    /// The mean accuracy over the points: the area under the curve, divided by its width.
    package var meanAccuracy: Double {
        points.isEmpty ? 0 : points.reduce(0) { $0 + $1.accuracy } / Double(points.count)
    }
}
