import Testing
import WinnowLearning
import WinnowNumerics

@Suite("mlp.v1")
struct PerceptronTests {
    /// A label that no line tells: whether two signs are the same.
    static func exclusiveOr(_ rowCount: Int, seed: UInt64 = 1, noise: Double = 0.3) throws -> TrainingSet {
        var generator = SeededGenerator(seed: seed, purpose: "exclusive or")
        var values: [Float] = []
        var targets: [Target] = []
        for _ in 0..<rowCount {
            let (left, right) = (generator.next() & 1 == 0, generator.next() & 1 == 0)
            for side in [left, right] { values.append(Float((side ? 1 : -1) + noise * (2 * generator.uniform() - 1))) }
            targets.append(.label(left == right ? 1 : 0))
        }
        return try TrainingSet(
            features: FeatureRows(dense: DenseMatrix(rowCount: rowCount, columnCount: 2, values: values)),
            targets: targets,
            labelCount: 2
        )
    }

    static let quick = Perceptron(hidden: [16], dropout: 0, weightDecay: 0.01, batchSize: 16, heldOutShare: 0)

    static func probabilities(_ fit: ClassifierFit, of features: FeatureRows) throws -> DenseMatrix {
        try FittedClassifier(model: fit.model, calibration: .none).probabilities(of: features)
    }

    static func accuracy(_ classifier: any Classifier, _ training: TrainingSet, _ test: TrainingSet) throws -> Double {
        let found = try probabilities(classifier.fit(training), of: test.features)
        let right = (0..<test.rowCount).count { row in
            let best = (0..<test.labelCount).max { found[row, $0] < found[row, $1] }
            return test.targets[row] == .label(best ?? 0)
        }
        return Double(right) / Double(test.rowCount)
    }

    @Test(
        "it learns what no line tells",
        arguments: [
            Perceptron(hidden: [16], dropout: 0, heldOutShare: 0),
            Perceptron(hidden: [16, 8], dropout: 0, heldOutShare: 0),
            Perceptron(hidden: [32], dropout: 0.3, optimizer: .rmsprop(), heldOutShare: 0),
            Perceptron(hidden: [16], dropout: 0, optimizer: .sgd(), learningRate: 0.1, weightDecay: 0, heldOutShare: 0),
            Perceptron(hidden: [16], dropout: 0, schedule: .constant, gradientLimit: nil, heldOutShare: 0),
            Perceptron(hidden: [16], dropout: 0, schedule: .step(every: 30, factor: 0.3), heldOutShare: 0),
        ]
    )
    func nonlinear(classifier: Perceptron) throws {
        let (training, test) = (try Self.exclusiveOr(200), try Self.exclusiveOr(200, seed: 2))
        #expect(try Self.accuracy(LogisticRegression(), training, test) < 0.75)
        #expect(try Self.accuracy(classifier, training, test) > 0.97)
    }

    @Test("the same arguments give the same bits, another seed others")
    func determinism() throws {
        let training = try LogisticRegressionTests.small()
        var classifier = Perceptron(hidden: [9, 5], batchSize: 16, epochLimit: 8)
        let first = try classifier.fit(training)
        let second = try classifier.fit(training)
        #expect(first.model.record == second.model.record)
        #expect(first.curve == second.curve && first.remarks == second.remarks)
        classifier.seed = 1
        #expect(try classifier.fit(training).model.record != first.model.record)
    }

    @Test(
        "rows are a weighted set: weight 2, weight 0 and order are exact, with batches and dropout",
        arguments: [2, 5]
    )
    func weightedSet(labelCount: Int) throws {
        let base = try LogisticRegressionTests.small(labelCount: labelCount)
        let classifier = Perceptron(hidden: [8], dropout: 0.4, batchSize: 16, epochLimit: 10)
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
        let shuffled = try weighted.selecting(rows: (0..<60).map { ($0 * 37) % 60 })
        let record = try classifier.fit(weighted).model.record
        #expect(try classifier.fit(repeated).model.record == record)
        #expect(try classifier.fit(shuffled).model.record == record)
        #expect(try classifier.fit(base).model.record != record)
    }

    @Test("the unit of the features does not matter")
    func units() throws {
        let base = try Self.exclusiveOr(80)
        let dense = try #require(base.features.dense)
        // In one batch: what is drawn depends on what rows contain.
        var classifier = Self.quick
        classifier.batchSize = 80
        var found: [[Float]] = []
        for unit: Float in [1, 1024, 0x1p-60] {
            let features = FeatureRows(
                dense: DenseMatrix(rowCount: 80, columnCount: 2, values: dense.values.map { unit * $0 })
            )
            let training = try TrainingSet(features: features, targets: base.targets, labelCount: 2)
            found.append(try Self.probabilities(classifier.fit(training), of: features).values)
        }
        for other in found.dropFirst() { #expect(zip(found[0], other).allSatisfy { abs($0 - $1) < 1e-4 }) }
    }

    @Test("rows beyond any measure are learned from without a trap", arguments: [Float(3e38), 1e-38, 0])
    func extremes(value: Float) throws {
        let matrix = DenseMatrix(rowCount: 4, columnCount: 2, values: [value, 0, 0, value, -value, 0, 0, -value])
        let training = try TrainingSet(
            features: FeatureRows(dense: matrix),
            targets: [.label(0), .label(1), .label(0), .label(1)],
            labelCount: 2
        )
        let fit = try Self.quick.fit(training)
        #expect(fit.model.record.numbers.allSatisfy { $0.allSatisfy { $0.isFinite } })
    }

    @Test("a row that may be any of the labels but one moves probability away from that one")
    func partialLabels() throws {
        let base = try LogisticRegressionTests.small()
        let row = base.features.selecting(rows: [0])
        let before = try Self.probabilities(Self.quick.fit(base), of: row)
        let targets: [Target] = base.targets.enumerated().map { $0.offset == 0 ? .not([0]) : $0.element }
        let partial = try TrainingSet(features: base.features, targets: targets, labelCount: 5)
        let after = try Self.probabilities(Self.quick.fit(partial), of: row)
        #expect(after[0, 0] < before[0, 0] - 0.05)
    }

    @Test("'none of all labels but one' is that label, to the bit")
    func complementaryLabel() throws {
        let base = try LogisticRegressionTests.small()
        var targets = base.targets
        targets[7] = .not([0, 1, 3, 4])
        let complement = try TrainingSet(features: base.features, targets: targets, labelCount: 5)
        #expect(try Self.quick.fit(base).model.record == Self.quick.fit(complement).model.record)
    }

    @Test("one label only is predicted with certainty, the others are impossible")
    func singleLabel() throws {
        let base = try LogisticRegressionTests.small()
        let only = try TrainingSet(
            features: base.features,
            targets: base.targets.map { _ in .label(2) },
            labelCount: 5
        )
        let fit = try Self.quick.fit(only)
        #expect(try Array(Self.probabilities(fit, of: base.features).row(9)) == [0, 0, 1, 0, 0])
        #expect(fit.model.record.model != nil)
    }

    @Test("multi-label: what is unknown teaches nothing, and a label without rows of both kinds gets its share")
    func multilabel() throws {
        let base = try Self.exclusiveOr(120)
        // Label 0 is the exclusive or; 1 its opposite, known of every other row; 2 every row has; of 3 nothing is known.
        let targets = base.targets.enumerated().map { row, target -> Target in
            let isSame = target == .label(1)
            var (present, absent) = ([2], [Int]())
            if isSame { present.append(0) } else { absent.append(0) }
            if row % 2 == 0 {
                if isSame { absent.append(1) } else { present.append(1) }
            }
            return .set(present: present, absent: absent)
        }
        let training = try TrainingSet(features: base.features, targets: targets, labelCount: 4)
        let fit = try Self.quick.fit(training)
        let found = try Self.probabilities(fit, of: base.features)
        let right = (0..<120).count { row in
            let isSame = base.targets[row] == .label(1)
            return (found[row, 0] > 0.5) == isSame && (found[row, 1] > 0.5) != isSame
        }
        #expect(right > 115)
        #expect((0..<120).allSatisfy { abs(found[$0, 2] - 120.5 / 121) < 1e-5 && found[$0, 3] == 0.5 })
    }

    @Test("balanced labels weigh the same, however many rows they have")
    func balanced() throws {
        // The same point with both labels: what is learned is their share.
        let matrix = DenseMatrix(rowCount: 10, columnCount: 1, values: [Float](repeating: 1, count: 10))
        let training = try TrainingSet(
            features: FeatureRows(dense: matrix),
            targets: (0..<10).map { .label($0 == 0 ? 1 : 0) },
            labelCount: 2
        )
        var classifier = Self.quick
        classifier.epochLimit = 300
        classifier.patience = 300
        classifier.weightDecay = 0
        #expect(abs(try Self.probabilities(classifier.fit(training), of: training.features)[0, 1] - 0.1) < 0.02)
        classifier.balancesLabels = true
        #expect(abs(try Self.probabilities(classifier.fit(training), of: training.features)[0, 1] - 0.5) < 0.02)
    }

    @Test("a fit that nobody wants any more ends")
    func cancelled() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let training = try Self.exclusiveOr(20)
        #expect(throws: LearningError.cancelled) {
            try Perceptron().fit(training, from: nil, cancellation: cancellation)
        }
    }

    @Test("without a labelled row there is nothing to fit, and other columns are refused")
    func refusals() throws {
        let base = try Self.exclusiveOr(10)
        let empty = try TrainingSet(
            features: base.features,
            targets: base.targets,
            weights: [Double](repeating: 0, count: 10),
            labelCount: 2
        )
        #expect(throws: LearningError.noTrainingRows) { try Perceptron().fit(empty) }
        let other = FeatureRows(dense: DenseMatrix(zeros: 1, 3))
        let model = try Self.quick.fit(base).model
        #expect(throws: LearningError.wrongFeatureCount(expected: 2, found: 3)) { try model.logits(of: other) }
    }
}
