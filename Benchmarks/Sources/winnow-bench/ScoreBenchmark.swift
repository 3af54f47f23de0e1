import Foundation
import WinnowLearning
import WinnowNumerics

/// Probabilities of 100,000 rows: those of ag_news, over and over, by a classifier of 2,000 labels.
@Sendable func scoreBenchmark(_ folder: URL, _ variant: String) async throws {
    let task = try NewsTask(variant)
    let rows = (0..<100_000).map { $0 % task.features.rowCount }
    // As a pool keeps them, and for the peer as it keeps them.
    let matrix = task.features.gather(rows)
    let counts = task.features.repeating(rows)
    let features = PoolFeatures(counts: counts)
    let fitted = try LogisticRegression(l2: NewsTask.l2).solve(task.training).fitted
    let arrays = SharedArrays(folder: folder)
    try arrays.write(matrix, "x")
    try arrays.write(fitted.denseWeights(), "weights")
    try arrays.write(fitted.bias.prefix(fitted.head.outputCount).map { $0 }, "bias")
    let classifier = FittedClassifier(model: fitted, calibration: .none)
    try arrays.write(try classifier.probabilities(of: features).values, "probabilities")
    let prepared = [
        "rows": Double(features.rowCount), "columns": Double(features.columnCount),
        "entries": Double(counts.entryCount),
    ]
    try await takeTurns(prepared: prepared) {
        let (time, probabilities) = try seconds { try classifier.probabilities(of: features) }
        return ["seconds": time, "first": Double(probabilities.values[0])]
    }
}
