import Foundation
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics

/// Learning curves for many seeds, with the rows that were labelled, so that the peer can judge the same sets.
@Sendable func peersBenchmark(_ folder: URL, _ set: String) async throws {
    let initial = try SimulationPlan.initial(set, file: folder.appending(path: "initial.json"))
    let plan = try SimulationPlan(
        peers: set,
        strategies: [.random, .leastConfidence, .margin, .entropy],
        initial: initial
    )
    let simulation = try Simulation(plan, shelf: EncoderShelf(dataFolder: DataFolder(url: folder)))
    let arrays = SharedArrays(folder: folder)
    try arrays.write(simulation.poolFeatures.rows.gathered, "pool")
    try arrays.write(simulation.testFeatures.gathered, "test")
    try await takeTurns(prepared: ["columns": Double(simulation.testFeatures.columnCount)]) {
        let curves = try simulation.run()
        try JSONEncoder().encode(curves).write(to: folder.appending(path: "curves.json"))
        return ["curves": Double(curves.count)]
    }
}
