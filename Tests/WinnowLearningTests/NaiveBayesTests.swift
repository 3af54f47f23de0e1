import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Naive Bayes") struct NaiveBayesTests {
    struct Problem: ReferenceProblem, CustomTestStringConvertible {
        let name: String
        let labelCount: Int
        let featureCount: Int
        let rows: [[[Double]]]
        let labels: [Int]
        let weights: [Double]
        let variant: NaiveBayes.Variant
        let smoothing: Double
        let logProbabilities: [[Double]]
        var testDescription: String { name }
        var classifier: NaiveBayes { NaiveBayes(variant: variant, smoothing: smoothing) }
    }

    static let problems = ClassifierReferences.stored?.naiveBayes ?? []

    @Test("all reference problems are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 6)
    }

    /// Of logits, in double precision.
    private static func logProbabilities(_ logits: ArraySlice<Float>) -> [Double] {
        let values = (logits.count == 1 ? [0] : []) + logits.map(Double.init)
        let highest = values.max() ?? 0
        let sum = log(values.reduce(0) { $0 + exp($1 - highest) }) + highest
        return values.map { $0 - sum }
    }

    @Test("the log-probabilities are scikit-learn's", arguments: problems)
    func scikitLearn(problem: Problem) throws {
        let training = try problem.trainingSet()
        let logits = try problem.classifier.fit(training).model.logits(of: training.features)
        for (row, expected) in problem.logProbabilities.enumerated() {
            for (found, wanted) in zip(Self.logProbabilities(logits.row(row)), expected) {
                #expect(abs(found - wanted) < 1e-5)
            }
        }
    }

    @Test("columns that no row has change nothing, and those that only a row without weight has neither")
    func vocabulary() throws {
        let problem = try #require(Self.problems.first)
        let training = try problem.trainingSet()
        let sparse = try #require(training.features.sparse)
        // The same columns far apart, and one more that only the last row has.
        var builder = SparseMatrixBuilder(columnCount: 1 << 18)
        for row in 0..<sparse.rowCount {
            let entries = sparse.entries(of: row)
            builder.append(columns: sparse.columns[entries].map { $0 * 1_000 }, values: sparse.values[entries])
        }
        builder.append(columns: [5], values: [3])
        let wide = try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: training.targets + [.label(1)],
            weights: training.weights + [0],
            labelCount: 2
        )
        let model = try #require(try problem.classifier.fit(wide).model as? LinearModel)
        #expect(model.columns == (0..<UInt32(problem.featureCount)).map { $0 * 1_000 })
        let narrow = try #require(try problem.classifier.fit(training).model as? LinearModel)
        #expect(model.weights == narrow.weights && model.bias == narrow.bias)
    }

    @Test("a number below 0 is refused with its row, unless the row has no weight")
    func negative() throws {
        var builder = SparseMatrixBuilder(columnCount: 4)
        for value: Float in [1, 2, -0.5] { builder.append(columns: [0, 2], values: [1, value]) }
        let features = FeatureRows(sparse: builder.build())
        for answers: [Target] in [
            [.label(0), .label(1), .label(0)],
            [.set(present: [0], absent: []), .set(present: [], absent: [0]), .not([1])],
        ] {
            for variant in NaiveBayes.Variant.allCases {
                let classifier = NaiveBayes(variant: variant)
                let training = try TrainingSet(features: features, targets: answers, labelCount: 2)
                #expect(throws: LearningError.negativeFeature(row: 2)) { try classifier.fit(training) }
                let without = try TrainingSet(features: features, targets: answers, weights: [1, 1, 0], labelCount: 2)
                #expect(throws: Never.self) { try classifier.fit(without) }
            }
        }
    }

    @Test("a row that may have two of three labels counts for the one that its words speak for")
    func expectation() throws {
        let data = ConformanceData(.sparse)
        // Rows 3, 6, … have label 0, which is not said, only that they have not label 1.
        let targets = data.targets[..<90].enumerated().map { row, target in
            target == .label(0) && row > 6 ? Target.not([1]) : target
        }
        let training = try TrainingSet(features: data.pool.gather(0..<90), targets: targets, labelCount: 3)
        for variant in NaiveBayes.Variant.allCases {
            let classifier = NaiveBayes(variant: variant)
            let fit = try classifier.fit(training)
            #expect(fit.iterationCount > 2 && fit.iterationCount <= 21)
            let known = try classifier.probabilities(data.training(), of: data.features)
            let found = try classifier.probabilities(training, of: data.features)
            let agree = (0..<found.rowCount).count { row in
                Self.first(found, row) == Self.first(known, row)
            }
            #expect(agree >= found.rowCount * 95 / 100, "\(variant): \(agree)")
        }
    }

    /// The most probable label.
    private static func first(_ probabilities: DenseMatrix, _ row: Int) -> Int? {
        (0..<probabilities.columnCount).max { probabilities[row, $0] < probabilities[row, $1] }
    }

    @Test("of several labels each is a problem of two on its own", arguments: NaiveBayes.Variant.allCases)
    func multilabel(variant: NaiveBayes.Variant) throws {
        let data = ConformanceData(.sparse, .sets)
        let classifier = NaiveBayes(variant: variant)
        let together = try classifier.probabilities(data.training(), of: data.features)
        for label in 0..<3 {
            let binary = try TrainingSet(
                features: data.pool.gather(0..<90),
                targets: data.targets[..<90].map { .label($0.present.contains(label) ? 1 : 0) },
                labelCount: 2
            )
            let alone = try classifier.probabilities(binary, of: data.features)
            #expect((0..<alone.rowCount).allSatisfy { abs(together[$0, label] - alone[$0, 1]) < 1e-5 })
        }
    }
}
