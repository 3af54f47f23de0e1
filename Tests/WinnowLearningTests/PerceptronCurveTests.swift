import Testing
import WinnowLearning
import WinnowNumerics

@Suite("How a perceptron's fit went")
struct PerceptronCurveTests {
    /// Columns that say nothing about labels.
    static func noise(_ rowCount: Int) throws -> TrainingSet {
        var generator = SeededGenerator(seed: 8, purpose: "noise")
        let values = (0..<rowCount * 12).map { _ in Float(2 * generator.uniform() - 1) }
        return try TrainingSet(
            features: FeatureRows(dense: DenseMatrix(rowCount: rowCount, columnCount: 12, values: values)),
            targets: (0..<rowCount).map { _ in .label(generator.next() & 1 == 0 ? 0 : 1) },
            labelCount: 2
        )
    }

    @Test("the curve has the epochs that were made, with their rates, and the loss falls")
    func curve() throws {
        let training = try PerceptronTests.exclusiveOr(100)
        var classifier = PerceptronTests.quick
        classifier.epochLimit = 30
        classifier.patience = 100
        let fit = try classifier.fit(training)
        let epochs = try #require(fit.curve?.epochs)
        try #require(epochs.count == fit.iterationCount && epochs.count == 30)
        #expect(epochs[0].learningRate == classifier.learningRate)
        #expect(zip(epochs, epochs.dropFirst()).allSatisfy { $0.learningRate > $1.learningRate })
        #expect(epochs[29].trainingLoss < epochs[0].trainingLoss / 2)
        #expect(epochs.allSatisfy { $0.heldOutLoss == nil && $0.gradientNorm > 0 })
    }

    @Test("a huge rate diverges, is told of, and leaves weights of the best epoch that predict")
    func divergence() throws {
        let training = try Self.noise(60)
        var classifier = PerceptronTests.quick
        classifier.optimizer = .sgd()
        classifier.gradientLimit = nil
        for rate in [1e4, 1e30, 1e300] {
            classifier.learningRate = rate
            let fit = try classifier.fit(training)
            let isTold = fit.remarks.contains { if case .diverged = $0 { true } else { false } }
            #expect(isTold, "at \(rate): \(fit.remarks)")
            let told = fit.remarks.map(\.description).joined()
            #expect(told.contains("diverged") && told.contains("lower the learning rate"))
            let found = try PerceptronTests.probabilities(fit, of: training.features)
            #expect(found.values.allSatisfy { $0.isFinite })
            #expect(fit.model.record.numbers.allSatisfy { $0.allSatisfy { $0.isFinite } })
        }
    }

    @Test("held-out rows end a fit that learns by heart, and its best epoch is kept")
    func earlyStopping() throws {
        let training = try Self.noise(2_200)
        let classifier = Perceptron(hidden: [64], dropout: 0, weightDecay: 0, patience: 5)
        let fit = try classifier.fit(training)
        var stop: (epoch: Int, kept: Int)?
        for case .stoppedEarly(let epoch, let kept) in fit.remarks { stop = (epoch, kept) }
        let (epoch, kept) = try #require(stop)
        #expect(fit.iterationCount == epoch && epoch < classifier.epochLimit)
        let losses = try #require(fit.curve).epochs.compactMap(\.heldOutLoss)
        #expect(losses.count == epoch)
        #expect(losses[kept - 1] == losses.min())
    }

    @Test("rows of a root are held out together, or not at all")
    func roots() throws {
        let base = try PerceptronTests.exclusiveOr(2_200)
        // One root of all rows: none can be held out without the others.
        let training = try TrainingSet(
            features: base.features,
            targets: base.targets,
            roots: [Int64](repeating: 7, count: 2_200),
            labelCount: 2
        )
        var classifier = PerceptronTests.quick
        classifier.epochLimit = 2
        classifier.heldOutShare = 0.1
        let split = try classifier.fit(base).curve?.epochs.allSatisfy { $0.heldOutLoss != nil }
        let whole = try classifier.fit(training).curve?.epochs.allSatisfy { $0.heldOutLoss == nil }
        #expect(split == true && whole == true)
    }

    @Test("too few rows to hold some out are told of, and none are")
    func tooFew() throws {
        let fit = try Perceptron(hidden: [4], epochLimit: 2).fit(PerceptronTests.exclusiveOr(40))
        #expect(fit.remarks.contains(.tooFewToHoldOut(rowCount: 40, needed: Int(Perceptron.heldOutLeast))))
        #expect(fit.curve?.epochs.allSatisfy { $0.heldOutLoss == nil } == true)
    }

    @Test("a fit that would go on falling says so, one that has settled does not")
    func convergence() throws {
        let training = try PerceptronTests.exclusiveOr(100)
        var classifier = PerceptronTests.quick
        classifier.epochLimit = 3
        #expect(try classifier.fit(training).remarks.contains(.notConverged(epochLimit: 3)))
        classifier.epochLimit = 200
        let settled = try classifier.fit(training)
        #expect(!settled.remarks.contains(.notConverged(epochLimit: 200)))
    }

    @Test("units that are 0 on every row are counted and told of")
    func deadUnits() throws {
        // One column that is never below 0: units of a weight below 0 are 0 on every row, about half of them.
        let values = (0..<60).map { 1 + Float($0 % 7) / 10 }
        let training = try TrainingSet(
            features: FeatureRows(dense: DenseMatrix(rowCount: 60, columnCount: 1, values: values)),
            targets: (0..<60).map { .label($0 % 2) },
            labelCount: 2
        )
        let fit = try PerceptronTests.quick.fit(training)
        var found: (count: Int, all: Int)?
        for case .deadUnits(let count, let all) in fit.remarks { found = (count, all) }
        let (count, all) = try #require(found, "\(fit.remarks)")
        #expect(all == 16 && count >= 2 && count <= 14)
        // Where columns go both ways, each unit is above 0 somewhere.
        let healthy = try PerceptronTests.quick.fit(Self.noise(60))
        #expect(!healthy.remarks.contains { if case .deadUnits = $0 { true } else { false } })
    }

    @Test("clipping bounds a step: with it a rate that diverges does not")
    func clipping() throws {
        let training = try PerceptronTests.exclusiveOr(100)
        var classifier = PerceptronTests.quick
        classifier.optimizer = .sgd(momentum: 0)
        classifier.learningRate = 1_000
        classifier.weightDecay = 0
        classifier.gradientLimit = 2e-4
        let clipped = try classifier.fit(training)
        #expect(try #require(clipped.curve?.epochs.last).trainingLoss < 0.1)
        // The curve tells of the gradient as it was.
        #expect(try #require(clipped.curve?.epochs.first).gradientNorm > 2e-4)
        classifier.gradientLimit = nil
        let free = try classifier.fit(training)
        #expect(free.remarks.contains { if case .diverged = $0 { true } else { false } })
    }

    @Test("dropout leaves the outputs their mean")
    func dropout() throws {
        // Trained with half its units missing, it still predicts what it was taught with all of them.
        let training = try PerceptronTests.exclusiveOr(200)
        var classifier = PerceptronTests.quick
        classifier.hidden = [128]
        classifier.dropout = 0.5
        classifier.epochLimit = 100
        let fit = try classifier.fit(training)
        let found = try PerceptronTests.probabilities(fit, of: training.features)
        let wrong = (0..<200).count { found[$0, training.targets[$0] == .label(1) ? 1 : 0] < 0.5 }
        #expect(wrong == 0)
        classifier.dropout = 0
        #expect(try classifier.fit(training).model.record != fit.model.record)
    }

    @Test("a warm start goes on from the earlier weights, and is a function of its arguments")
    func warmStart() throws {
        let all = try PerceptronTests.exclusiveOr(120)
        let part = try all.selecting(rows: Array(0..<100))
        let earlier = try PerceptronTests.quick.fit(part)
        let start = FitStart(rows: (0..<120).map { $0 < 100 ? $0 : nil }, fit: earlier)
        let warm = try PerceptronTests.quick.fit(all, from: start, cancellation: nil)
        let again = try PerceptronTests.quick.fit(all, from: start, cancellation: nil)
        #expect(warm.model.record == again.model.record)
        let cold = try PerceptronTests.quick.fit(all)
        let (first, other) = (try #require(warm.curve?.epochs.first), try #require(cold.curve?.epochs.first))
        #expect(first.trainingLoss < other.trainingLoss / 5)
        // Of other layers or labels it is none.
        var wide = PerceptronTests.quick
        wide.hidden = [17]
        let unlike = try wide.fit(all, from: start, cancellation: nil)
        #expect(try unlike.model.record == wide.fit(all).model.record)
    }

    @Test("a warm start finds its sparse columns again among others")
    func warmColumns() throws {
        let all = try LogisticRegressionTests.small()
        let earlier = try PerceptronTests.quick.fit(all.selecting(rows: Array(0..<50)))
        let start = FitStart(rows: (0..<60).map { $0 < 50 ? $0 : nil }, fit: earlier)
        let warm = try PerceptronTests.quick.fit(all, from: start, cancellation: nil)
        let cold = try PerceptronTests.quick.fit(all)
        let (first, other) = (try #require(warm.curve?.epochs.first), try #require(cold.curve?.epochs.first))
        #expect(first.trainingLoss < other.trainingLoss / 2)
    }
}
