import WinnowLearning
import WinnowNumerics

/// Made-up rows of which the features tell the label: 150 rows in two blocks, sparse columns of counts as texts have them
/// and dense ones with signs.
struct ConformanceData {
    enum Answers: Sendable, CaseIterable {
        case twoLabels
        case threeLabels
        /// Each row has one label or two of three.
        case sets
    }

    let pool: PoolFeatures
    let targets: [Target]
    let labelCount: Int

    static let sparseColumnCount = 48
    static let denseColumnCount = 6
    static let rowCount = 150

    init(_ kind: FeatureKind, _ answers: Answers = .threeLabels) {
        let labelCount = answers == .twoLabels ? 2 : 3
        var generator = SeededGenerator(seed: 5, purpose: "conformance")
        func random() -> Float { Float(generator.uniform()) }
        var counts: [[CountEntry]] = []
        var dense: [[Float]] = []
        var targets: [Target] = []
        for row in 0..<Self.rowCount {
            let first = row % labelCount
            let labels = answers == .sets && row % 4 == 0 ? [first, (first + 1) % 3].sorted() : [first]
            targets.append(
                answers == .sets
                    ? .set(present: labels, absent: (0..<3).filter { !labels.contains($0) }) : .label(first)
            )
            var terms = Set<UInt32>()
            for label in labels { for _ in 0..<8 { terms.insert(UInt32(label * 12) + UInt32(random() * 12)) } }
            for _ in 0..<3 { terms.insert(UInt32(random() * Float(Self.sparseColumnCount))) }
            counts.append(terms.sorted().map { CountEntry(column: $0, count: 1 + UInt32(random() * 3)) })
            dense.append(
                (0..<Self.denseColumnCount).map { column in
                    random() - 0.5 + (labels.contains(column / 2) ? 1 : -0.2)
                }
            )
        }
        let weights = (0..<Self.sparseColumnCount).map { _ in 0.5 + random() }
        let blocks = [0..<100, 100..<Self.rowCount]
        let matrices = blocks.map { block in
            var builder = CountMatrixBuilder(columnCount: Self.sparseColumnCount)
            for row in block { builder.append(counts[row], scale: 0.2 + 0.1 * random()) }
            return builder.build()
        }
        let sparse = WeightedCounts(
            blocks: matrices,
            factors: (0...CountMatrix.countLimit).map { Float($0).squareRoot() },
            weights: weights
        )
        let parts = PoolFeatures.DensePart(
            columnCount: Self.denseColumnCount,
            blocks: blocks.map { block in
                DenseRows(
                    rowCount: block.count,
                    columnCount: Self.denseColumnCount,
                    halves: HalfPrecision.narrow(block.flatMap { dense[$0] })
                )
            }
        )
        pool = PoolFeatures(counts: kind == .dense ? nil : sparse, dense: kind == .sparse ? [] : [parts])
        self.targets = targets
        self.labelCount = labelCount
    }

    var features: FeatureRows { pool.gather(0..<Self.rowCount) }

    /// The first 90 rows.
    func training(rows: [Int] = Array(0..<90), weights: [Double]? = nil) throws -> TrainingSet {
        try TrainingSet(
            features: pool.gather(rows),
            targets: rows.map { targets[$0] },
            weights: weights,
            labelCount: labelCount
        )
    }

    /// The rows behind those.
    static let held = Array(90..<rowCount)
}

extension Classifier {
    /// Probabilities of rows, uncalibrated.
    func probabilities(_ training: TrainingSet, of rows: FeatureRows) throws -> DenseMatrix {
        try FittedClassifier(model: fit(training).model, calibration: .none).probabilities(of: rows)
    }
}

/// The largest difference; infinite where one is no number, or shapes differ.
func distance(_ left: DenseMatrix, _ right: DenseMatrix) -> Float {
    guard left.rowCount == right.rowCount, left.columnCount == right.columnCount else { return .infinity }
    return zip(left.values, right.values).reduce(0) { most, pair in
        let gap = abs(pair.0 - pair.1)
        return gap.isFinite ? max(most, gap) : .infinity
    }
}
