import Foundation
import WinnowLearning
import WinnowNumerics

/// A cold fit on 2,000 rows of ag_news, four labels.
@Sendable func fitBenchmark(_ folder: URL, _ variant: String) async throws {
    let task = try NewsTask(variant)
    let arrays = SharedArrays(folder: folder)
    try arrays.write(task.sparse, "x")
    try arrays.write(task.labels.map(Int32.init), "labels")
    let classifier = LogisticRegression(l2: NewsTask.l2)
    let prepared = [
        "rows": Double(task.training.rowCount), "columns": Double(task.sparse.columnCount),
        "l2": NewsTask.l2, "tolerance": classifier.tolerance,
    ]
    try await takeTurns(prepared: prepared) {
        let (time, solution) = try seconds { try classifier.solve(task.training) }
        try arrays.write(solution.fitted.denseWeights(), "weights")
        try arrays.write(solution.fitted.bias.prefix(4).map { $0 }, "bias")
        return ["seconds": time, "value": solution.value, "iterations": Double(solution.iterationCount)]
    }
}

/// The features of ag_news with 2,000 labelled rows.
struct NewsTask {
    /// scikit-learn's C = 10.
    static let l2 = 0.1
    let features: WeightedCounts
    /// The labelled rows.
    let sparse: SparseMatrix
    let training: TrainingSet
    let labels: [Int]

    init(_ variant: String) throws {
        let news = try LabelledTexts("ag_news", ["train", "test"])
        features = TFIDF(variant: variant).features(of: news.texts)
        labels = Array(news.labels.prefix(2000))
        sparse = features.gather(0..<2000)
        training = try TrainingSet(
            features: FeatureRows(sparse: sparse),
            targets: labels.map { .label($0) },
            labelCount: news.names.count
        )
    }
}

extension LinearModel {
    /// Row-major `(labels, d)`, as scikit-learn keeps them.
    func denseWeights() -> [Float] {
        var dense = [Float](repeating: 0, count: head.outputCount * featureCount)
        for (position, column) in columns.enumerated() {
            for output in 0..<head.outputCount {
                dense[output * featureCount + Int(column)] = weight(column: position, output: output)
            }
        }
        return dense
    }
}
