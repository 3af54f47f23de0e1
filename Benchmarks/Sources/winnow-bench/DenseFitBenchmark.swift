import Foundation
import WinnowLearning
import WinnowNumerics

/// A cold fit on 2,000 rows of 384 dense columns (`lsa.v1`) of a set, and warm ones with one label more.
@Sendable func denseFitBenchmark(_ folder: URL, _ name: String) async throws {
    let texts = try LabelledTexts(name, ["train"])
    let l2 = NewsTask.l2
    let sparse = TFIDF().features(of: texts.texts).gather(texts.texts.indices)
    let lsa = try LSA(columnCount: 384).fit(sparse)
    // Some sets are in the order of their labels.
    let places = (0..<2000).map { $0 * texts.texts.count / 2000 }
    let rows = lsa.rows(of: sparse.selecting(rows: places))
    let labels = places.map { texts.labels[$0] }
    let training = try TrainingSet(
        features: FeatureRows(dense: rows),
        targets: labels.map { .label($0) },
        labelCount: texts.names.count
    )
    let arrays = SharedArrays(folder: folder)
    try arrays.write(rows.values, "x")
    try arrays.write(labels.map(Int32.init), "labels")
    let classifier = LogisticRegression(l2: l2)
    // Some labels say nothing new, others much: ten of them.
    let starts = try (0..<10).map { $0 * 200 }.map { last in
        let others = (0..<2000).filter { $0 != last }
        return LogisticStart(
            rows: (0..<2000).map { $0 == last ? nil : $0 < last ? $0 : $0 - 1 },
            solution: try classifier.solve(training.selecting(rows: others))
        )
    }
    let prepared = ["columns": 384.0, "l2": l2, "labels": Double(texts.names.count)]
    try await takeTurns(prepared: prepared) {
        let (time, solution) = try seconds { try classifier.solve(training) }
        let (warm, warmSolutions) = try seconds { try starts.map { try classifier.solve(training, start: $0) } }
        try arrays.write(solution.fitted.denseWeights(), "weights")
        try arrays.write(solution.fitted.bias.prefix(solution.fitted.head.outputCount).map { $0 }, "bias")
        return [
            "seconds": time, "iterations": Double(solution.iterationCount), "warm": warm / 10,
            "warm iterations": Double(warmSolutions.reduce(0) { $0 + $1.iterationCount }) / 10,
        ]
    }
}
