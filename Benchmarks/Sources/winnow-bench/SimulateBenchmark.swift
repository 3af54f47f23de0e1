import Foundation
import WinnowDomain
import WinnowEngine

/// A whole simulation of four strategies and five seeds, the features included, on all cores.
@Sendable func simulateBenchmark(_ folder: URL, _ set: String) async throws {
    let initial = try SimulationPlan.initial(set, file: folder.appending(path: "initial.json"))
    let plan = try SimulationPlan(
        peers: set,
        strategies: [.random, .leastConfidence, .margin, .entropy],
        initial: initial
    )
    let shelf = EncoderShelf(dataFolder: DataFolder(url: folder))
    try await takeTurns(prepared: ["texts": Double(plan.pool.count)]) {
        let (time, curves) = try seconds { try Simulation(plan, shelf: shelf).run() }
        var figures = ["seconds": time]
        for strategy in plan.strategies {
            let areas = curves.filter { $0.strategy == strategy }.map(\.meanAccuracy)
            figures[strategy.rawValue] = 100 * areas.reduce(0, +) / Double(areas.count)
        }
        return figures
    }
}
