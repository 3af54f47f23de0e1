import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct LogisticRegressionTests {
    struct Problem: Decodable, CustomTestStringConvertible {
        let name: String
        let labelCount: Int
        let c: Double
        let balanced: Bool
        let rows: [[[Double]]]
        let featureCount: Int
        let labels: [Int]
        let weights: [Double]
        let value: Double
        let probabilities: [[Double]]
        var testDescription: String { name }

        /// - Parameter sparseCount: Columns that are kept sparse; those behind are dense.
        func trainingSet(sparseCount: Int? = nil) throws -> TrainingSet {
            let sparseCount = sparseCount ?? featureCount
            let denseCount = featureCount - sparseCount
            var builder = SparseMatrixBuilder(columnCount: max(sparseCount, 1))
            var dense = DenseMatrix(zeros: rows.count, denseCount)
            for (number, row) in rows.enumerated() {
                let kept = row.filter { Int($0[0]) < sparseCount }
                builder.append(columns: kept.map { UInt32($0[0]) }, values: kept.map { Float($0[1]) })
                for entry in row where Int(entry[0]) >= sparseCount {
                    dense[number, Int(entry[0]) - sparseCount] = Float(entry[1])
                }
            }
            return try TrainingSet(
                features: FeatureRows(
                    sparse: sparseCount > 0 ? builder.build() : nil,
                    dense: denseCount > 0 ? dense : nil
                ),
                targets: labels.map { .label($0) },
                weights: weights,
                labelCount: labelCount
            )
        }
    }

    struct Reference: Decodable {
        let from: String
        let problems: [Problem]
    }

    static let problems = (try? fixture("logistic_regression.json", as: Reference.self).problems) ?? []

    @Test("the solution is scikit-learn's, on sparse features, dense ones, and both", arguments: problems, [1, 0.5, 0])
    func scikitLearn(problem: Problem, sparseShare: Double) throws {
        let classifier = LogisticRegression(l2: 1 / problem.c, balancesLabels: problem.balanced)
        let training = try problem.trainingSet(sparseCount: Int(sparseShare * Double(problem.featureCount)))
        let solution = try classifier.solve(training)
        #expect(abs(solution.value - problem.value) <= 1e-6 * problem.value)
        let fitted = FittedClassifier(model: solution.fitted, calibration: .none)
        let probabilities = try fitted.probabilities(of: training.features)
        for (row, expected) in problem.probabilities.enumerated() {
            for (label, probability) in expected.enumerated() {
                #expect(abs(Double(probabilities[row, label]) - probability) < 1e-3)
            }
        }
    }

    @Test("all reference problems are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 8)
    }

    @Test("a warm start ends at the same minimum in fewer iterations", arguments: problems, [1, 0.5, 0])
    func warmStart(problem: Problem, sparseShare: Double) throws {
        let all = try problem.trainingSet(sparseCount: Int(sparseShare * Double(problem.featureCount)))
        let part = try all.selecting(rows: Array(0..<(all.rowCount - 5)))
        let classifier = LogisticRegression(l2: 1 / problem.c, balancesLabels: problem.balanced)
        let rows: [Int?] = (0..<all.rowCount).map { $0 < part.rowCount ? $0 : nil }
        let cold = try classifier.solve(all)
        let warm = try classifier.solve(all, start: LogisticStart(rows: rows, solution: classifier.solve(part)))
        #expect(abs(warm.value - cold.value) <= 1e-6 * cold.value)
        #expect(warm.iterationCount <= cold.iterationCount)
    }

    @Test("a solution on dense features is no start on sparse ones, and no harm either", arguments: problems)
    func otherKindOfStart(problem: Problem) throws {
        let (dense, sparse) = (try problem.trainingSet(sparseCount: 0), try problem.trainingSet())
        let classifier = LogisticRegression(l2: 1 / problem.c, balancesLabels: problem.balanced)
        for (from, to) in [(dense, sparse), (sparse, dense)] {
            let start = LogisticStart(rows: (0..<to.rowCount).map { $0 }, solution: try classifier.solve(from))
            let found = try classifier.solve(to, start: start)
            #expect(abs(found.value - problem.value) <= 1e-6 * problem.value)
        }
    }

    /// Sixty rows of five labels.
    static func small(labelCount: Int = 5, rowCount: Int = 60) throws -> TrainingSet {
        var generator = SeededGenerator(seed: 11, purpose: "small")
        var builder = SparseMatrixBuilder(columnCount: 64)
        var targets: [Target] = []
        for row in 0..<rowCount {
            let label = row % labelCount
            let columns = Set((0..<6).map { _ in UInt32(Int.random(in: 0..<64, using: &generator)) } + [UInt32(label)])
                .sorted()
            builder.append(columns: columns, values: columns.map { _ in Float(generator.uniform()) })
            targets.append(.label(label))
        }
        return try TrainingSet(features: FeatureRows(sparse: builder.build()), targets: targets, labelCount: labelCount)
    }

    static func probabilities(_ training: TrainingSet, of features: FeatureRows) throws -> DenseMatrix {
        let solution = try LogisticRegression(tolerance: 1e-9).solve(training)
        return try FittedClassifier(model: solution.fitted, calibration: .none).probabilities(of: features)
    }

    static func expectClose(_ left: DenseMatrix, _ right: DenseMatrix, _ tolerance: Float = 1e-5) {
        #expect(left.rowCount == right.rowCount)
        #expect(zip(left.values, right.values).allSatisfy { abs($0 - $1) < tolerance })
    }

    @Test("weight 2 is the row twice, weight 0 is the row left out", arguments: [2, 5])
    func weights(labelCount: Int) throws {
        let base = try Self.small(labelCount: labelCount)
        var weights = [Double](repeating: 1, count: 60)
        weights[3] = 2
        weights[10] = 0
        let weighted = try TrainingSet(
            features: base.features,
            targets: base.targets,
            weights: weights,
            labelCount: labelCount
        )
        let repeated = try base.selecting(rows: (0..<60).flatMap { $0 == 3 ? [3, 3] : $0 == 10 ? [] : [$0] })
        Self.expectClose(
            try Self.probabilities(weighted, of: base.features),
            try Self.probabilities(repeated, of: base.features)
        )
    }

    @Test("the order of the rows does not matter")
    func permutation() throws {
        let base = try Self.small()
        let shuffled = try base.selecting(rows: (0..<60).map { ($0 * 37) % 60 })
        Self.expectClose(
            try Self.probabilities(base, of: base.features),
            try Self.probabilities(shuffled, of: base.features)
        )
    }

    @Test("a row that may be any of the labels but one moves probability away from that one")
    func partialLabels() throws {
        let base = try Self.small()
        let before = try Self.probabilities(base, of: base.features.selecting(rows: [0]))
        let features = base.features.selecting(rows: Array(0..<60) + [0, 0, 0])
        let partial = try TrainingSet(
            features: features,
            targets: base.targets + [.not([0]), .not([0]), .not([0])],
            labelCount: 5
        )
        let after = try Self.probabilities(partial, of: base.features.selecting(rows: [0]))
        #expect(after[0, 0] < before[0, 0] - 0.05)
    }

    @Test("'none of all labels but one' is that label")
    func complementaryLabel() throws {
        let base = try Self.small()
        var targets = base.targets
        targets[7] = .not([0, 1, 3, 4])
        let complement = try TrainingSet(features: base.features, targets: targets, labelCount: 5)
        Self.expectClose(
            try Self.probabilities(base, of: base.features),
            try Self.probabilities(complement, of: base.features)
        )
    }

    @Test("one label only is predicted with certainty, the others are impossible")
    func singleLabel() throws {
        let base = try Self.small()
        let only = try TrainingSet(
            features: base.features,
            targets: base.targets.map { _ in .label(2) },
            labelCount: 5
        )
        let probabilities = try Self.probabilities(only, of: base.features)
        #expect(Array(probabilities.row(9)) == [0, 0, 1, 0, 0])
    }

    @Test("multi-label fits are the binary fits of each label")
    func multilabel() throws {
        let base = try Self.small()
        let sets = base.targets.map { target -> Target in
            guard case .label(let label) = target else { return target }
            return .set(present: [label], absent: (0..<5).filter { $0 != label })
        }
        let multilabel = try TrainingSet(features: base.features, targets: sets, labelCount: 5)
        let together = try Self.probabilities(multilabel, of: base.features)
        for label in 0..<5 {
            let binary = try TrainingSet(
                features: base.features,
                targets: base.targets.map { .label($0 == .label(label) ? 1 : 0) },
                labelCount: 2
            )
            let alone = try Self.probabilities(binary, of: base.features)
            #expect((0..<60).allSatisfy { abs(together[$0, label] - alone[$0, 1]) < 1e-5 })
        }
    }

    @Test("bad numbers and labels are refused with their row")
    func refusals() throws {
        var builder = SparseMatrixBuilder(columnCount: 4)
        builder.append(columns: [0], values: [1])
        builder.append(columns: [1], values: [.nan])
        let features = FeatureRows(sparse: builder.build())
        let dense = FeatureRows(dense: DenseMatrix(rowCount: 2, columnCount: 1, values: [0, .infinity]))
        #expect(throws: LearningError.nonFinite(row: 1)) {
            try TrainingSet(features: dense, targets: [.label(0), .label(1)], labelCount: 2)
        }
        #expect(throws: LearningError.nonFinite(row: 1)) {
            try TrainingSet(features: features, targets: [.label(0), .label(1)], labelCount: 2)
        }
        let first = features.selecting(rows: [0])
        #expect(throws: LearningError.unknownLabel(row: 0, label: 2, labelCount: 2)) {
            try TrainingSet(features: first, targets: [.label(2)], labelCount: 2)
        }
        #expect(throws: LearningError.negativeWeight(row: 0)) {
            try TrainingSet(features: first, targets: [.label(0)], weights: [-1], labelCount: 2)
        }
        let empty = try TrainingSet(features: first, targets: [.label(0)], weights: [0], labelCount: 2)
        #expect(throws: LearningError.noTrainingRows) { try LogisticRegression().solve(empty) }
        let fitted = try LogisticRegression().solve(Self.small()).fitted
        #expect(throws: LearningError.wrongFeatureCount(expected: 64, found: 4)) { try fitted.logits(of: first) }
    }

    @Test("the same data give the same bits, and a coded copy predicts the same bits")
    func determinism() throws {
        let training = try Self.small()
        let first = try LogisticRegression().solve(training).fitted
        let second = try LogisticRegression().solve(training).fitted
        #expect(first == second)
    }
}
