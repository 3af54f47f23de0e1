import Foundation
import WinnowLearning
import WinnowNumerics

/// One query: probabilities of a pool of 100,000 dense rows by a fitted model, and the 25 rows to label next.
///
/// Rows lie in a hundred clusters on the unit sphere, as vectors of an encoder do; 500 of them are labelled.
@Sendable func queryBenchmark(_ folder: URL, _ variant: String) async throws {
    let pool = VectorPool(rowCount: 100_000, columnCount: 384, clusterCount: 100, labelCount: 10)
    let labelled = Array(pool.drawn.prefix(500))
    let training = try TrainingSet(
        features: FeatureRows(dense: pool.matrix.selecting(rows: labelled)),
        targets: labelled.map { .label(pool.labels[$0]) },
        labelCount: pool.labelCount
    )
    let head = LogisticRegression(l2: 0.1)
    let model = FittedClassifier(model: try head.fit(training).model, calibration: .none)
    let strategy = try queryStrategy(variant)
    let isCommittee = strategy is CommitteeDisagreement
    let members = isCommittee ? try CommitteeMember.bootstrap(head, on: training, count: 5, seed: 3) : []
    let committee = Committee(try Committee.fit(members).map { FittedClassifier(model: $0, calibration: .none) })
    let arrays = SharedArrays(folder: folder)
    try arrays.write(pool.matrix.values, "x")
    try arrays.write(labelled.map(Int32.init), "labelled")
    try arrays.write(labelled.map { Int32(pool.labels[$0]) }, "y")
    let known = Set(labelled)
    let open = (0..<pool.matrix.rowCount).filter { !known.contains($0) }
    let matrix = DenseRows(pool.matrix)
    // In half precision is how a queue keeps its features.
    let kept = variant == "margin-half" ? matrix.halved() : matrix
    let rows = PoolFeatures(dense: [.init(columnCount: pool.matrix.columnCount, blocks: [kept])])
    let space: @Sendable ([Int]) -> WideMatrix = { wanted in
        rows.denseRows(wanted).map { WideMatrix($0) } ?? WideMatrix(zeros: wanted.count, 1)
    }
    try await takeTurns(prepared: ["rows": Double(rows.rowCount), "columns": Double(rows.columnCount)]) {
        let (time, chosen) = try seconds { () -> [Int] in
            // A committee speaks for itself, as at the peers'.
            let opinions = try committee.probabilities(of: rows)
            let query = QueryPool(
                probabilities: try opinions.first ?? model.probabilities(of: rows),
                open: open,
                labelled: labelled,
                labelSets: labelled.map { [pool.labels[$0]] },
                batchSize: 25,
                committee: opinions,
                seed: 7,
                space: space
            )
            var ranking = Ranking(try strategy.select(from: query), prefixCount: 25 + labelled.count)
            return (0..<25).compactMap { ranking.position(atRank: $0) }
        }
        return ["seconds": time, "chosen": Double(chosen.count)]
    }
}

private func queryStrategy(_ name: String) throws -> any QueryStrategy {
    switch name {
    case "margin", "margin-half": Uncertainty.margin
    case "entropy": Uncertainty.entropy
    case "vote-entropy": CommitteeDisagreement.voteEntropy
    case "badge": BADGE()
    case "k-center": KCenter()
    case "typiclust": TypiClust()
    case "auto": AutoStrategy()
    default: throw CocoaError(.featureUnsupported)
    }
}

/// Rows of length 1 around centres, each with the label of its centre.
struct VectorPool {
    let matrix: DenseMatrix
    let labels: [Int]
    let labelCount: Int
    /// All rows in random order.
    let drawn: [Int]

    init(rowCount: Int, columnCount: Int, clusterCount: Int, labelCount: Int) {
        var generator = SeededGenerator(seed: 5, purpose: "vectors")
        func normal() -> Float {
            let radius = (-2 * log(1 - generator.uniform())).squareRoot()
            return Float(radius * cos(2 * .pi * generator.uniform()))
        }
        let centres = (0..<clusterCount * columnCount).map { _ in normal() }
        var values: [Float] = []
        values.reserveCapacity(rowCount * columnCount)
        var labels: [Int] = []
        for _ in 0..<rowCount {
            let cluster = Int.random(in: 0..<clusterCount, using: &generator)
            let row = (0..<columnCount).map { centres[cluster * columnCount + $0] + normal() }
            let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            values += row.map { $0 / length }
            labels.append(cluster % labelCount)
        }
        matrix = DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: values)
        self.labels = labels
        self.labelCount = labelCount
        drawn = generator.sample(rowCount, from: rowCount)
    }
}
