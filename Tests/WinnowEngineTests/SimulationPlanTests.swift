import Testing
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@Suite struct SimulationPlanTests {
    static func plan(pool: Int = 60, batch: Int, labels: Int) throws -> SimulationPlan {
        let names = ["cat", "dog"]
        func examples(_ rows: Range<Int>) -> [SimulationPlan.Example] {
            rows.map { row in
                SimulationPlan.Example(text: "\(names[row % 2]) number\(row) word\(row / 3)", labels: [row % 2])
            }
        }
        var definition = try QueueDefinition.sample(names)
        definition.classifier.method = .logisticRegression(l2: 1)
        definition.classifier.calibration = .none
        return SimulationPlan(
            pool: examples(0..<pool),
            test: examples(pool..<pool + 20),
            labels: names,
            definition: definition,
            strategies: [.random, .margin],
            seeds: [1],
            initialCount: 10,
            batchSize: batch,
            labelCount: labels
        )
    }

    @Test("the last query takes only what is left of the labels")
    func lastBatch() throws {
        for curve in try Simulation(Self.plan(batch: 20, labels: 45), shelf: SimulationTests.shelf).run() {
            #expect(curve.points.map(\.labelCount) == [10, 30, 45])
            #expect(Set(curve.labelled).count == 45)
        }
    }

    @Test("a pool with fewer items than the labels that are asked for is labelled to its end")
    func wholePool() throws {
        for curve in try Simulation(Self.plan(pool: 25, batch: 20, labels: 100), shelf: SimulationTests.shelf).run() {
            #expect(curve.points.map(\.labelCount) == [10, 25])
        }
    }

    @Test("labels for the beginning alone make one training")
    func noQuery() throws {
        #expect(
            try Simulation(Self.plan(batch: 20, labels: 10), shelf: SimulationTests.shelf).run().map { $0.points.count }
                == [1, 1]
        )
    }
}
