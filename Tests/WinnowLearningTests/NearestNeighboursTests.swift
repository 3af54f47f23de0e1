import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Nearest neighbours") struct NearestNeighboursTests {
    struct Problem: ReferenceProblem, CustomTestStringConvertible {
        let name: String
        let labelCount: Int
        let featureCount: Int
        let rows: [[[Double]]]
        let labels: [Int]
        let weights: [Double]
        let neighbourCount: Int
        let weighting: NearestNeighbours.Weighting
        let trainingCount: Int
        let shares: [[Double]]
        var testDescription: String { name }
        var classifier: NearestNeighbours { NearestNeighbours(neighbourCount: neighbourCount, weighting: weighting) }
    }

    static let problems = ClassifierReferences.stored?.neighbours ?? []

    @Test("all reference problems are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 4)
    }

    @Test(
        "the shares are scikit-learn's, and the prior is one neighbour more, on sparse features, dense ones, and both",
        arguments: problems,
        [1, 0.5, 0]
    )
    func scikitLearn(problem: Problem, sparseShare: Double) throws {
        let all = try problem.trainingSet(sparseShare: sparseShare)
        let training = try all.selecting(rows: Array(0..<problem.trainingCount))
        let rest = all.features.selecting(rows: Array(problem.trainingCount..<all.rowCount))
        let found = try problem.classifier.probabilities(training, of: rest)
        let k = Double(problem.neighbourCount)
        for (row, shares) in problem.shares.enumerated() {
            for (label, share) in shares.enumerated() {
                let prior = Double(problem.labels[..<problem.trainingCount].count { $0 == label })
                let expected = (k * share + prior / Double(problem.trainingCount)) / (k + 1)
                #expect(abs(Double(found[row, label]) - expected) < 2e-5)
            }
        }
    }

    /// Rows of one dense column pair, by angle in degrees.
    private static func rows(_ degrees: [Double]) -> FeatureRows {
        let values = degrees.flatMap { [Float(cos($0 * .pi / 180)), Float(sin($0 * .pi / 180))] }
        return FeatureRows(dense: DenseMatrix(rowCount: degrees.count, columnCount: 2, values: values))
    }

    @Test("of rows that are as near the first ones are neighbours")
    func ties() throws {
        let training = try TrainingSet(
            features: Self.rows([0, 0, 0, 0, 90]),
            targets: [.label(1), .label(0), .label(0), .label(0), .label(0)],
            labelCount: 2
        )
        let found = try NearestNeighbours(neighbourCount: 1, weighting: .uniform)
            .probabilities(training, of: Self.rows([10]))
        #expect(abs(found[0, 1] - (1 + 0.2) / 2) < 1e-6)
    }

    @Test("a row's weight is how many neighbours it is, and of the last one only what is left counts")
    func weights() throws {
        let training = try TrainingSet(
            features: Self.rows([0, 10, 20, 30]),
            targets: [.label(0), .label(1), .label(0), .label(1)],
            weights: [0.5, 1.5, 4, 1],
            labelCount: 2
        )
        let found = try NearestNeighbours(neighbourCount: 3, weighting: .uniform)
            .probabilities(training, of: Self.rows([0]))
        // 0.5 for the first label, 1.5 for the second, 1 of 4 for the first; prior 2.5 of 7.
        #expect(abs(found[0, 1] - Float((1.5 + 2.5 / 7) / 4)) < 1e-6)
    }

    @Test("rows that are not alike at all are no neighbours: a row without any gets the prior")
    func strangers() throws {
        let training = try TrainingSet(
            features: Self.rows([0, 10, 100, 20]),
            targets: [.label(0), .label(0), .label(1), .label(0)],
            labelCount: 2
        )
        for weighting in NearestNeighbours.Weighting.allCases {
            let classifier = NearestNeighbours(neighbourCount: 3, weighting: weighting)
            let opposite = try classifier.probabilities(training, of: Self.rows([235]))
            #expect(abs(opposite[0, 1] - 0.25) < 1e-6)
            let zero = FeatureRows(dense: DenseMatrix(zeros: 1, 2))
            let nothing = try classifier.probabilities(training, of: zero)
            #expect(abs(nothing[0, 1] - 0.25) < 1e-6)
            let one = try classifier.probabilities(training, of: Self.rows([150]))
            #expect(abs(one[0, 1] - 0.625) < 1e-6)
        }
    }

    @Test("numbers too large for their squares still give probabilities")
    func overflow() throws {
        let values: [Float] = [3e38, 3e38, -3e38, 3e38, 1, 0]
        let features = FeatureRows(dense: DenseMatrix(rowCount: 3, columnCount: 2, values: values))
        let training = try TrainingSet(
            features: features,
            targets: [.label(0), .label(1), .label(0)],
            labelCount: 2
        )
        let found = try NearestNeighbours(neighbourCount: 2).probabilities(training, of: features)
        #expect(found.values.allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test("many rows and columns are scored in parts as all at once")
    func parts() throws {
        var generator = SeededGenerator(seed: 2, purpose: "parts")
        func matrix(_ rowCount: Int) -> FeatureRows {
            var builder = SparseMatrixBuilder(columnCount: 5_000)
            for _ in 0..<rowCount {
                let columns = Set((0..<20).map { _ in UInt32.random(in: 0..<5_000, using: &generator) % 700 }).sorted()
                builder.append(columns: columns, values: columns.map { _ in Float(generator.uniform()) })
            }
            let dense = (0..<rowCount * 9).map { _ in Float(generator.uniform()) - 0.5 }
            return FeatureRows(
                sparse: builder.build(),
                dense: DenseMatrix(rowCount: rowCount, columnCount: 9, values: dense)
            )
        }
        let training = try TrainingSet(
            features: matrix(700),
            targets: (0..<700).map { .label($0 % 7) },
            labelCount: 7
        )
        let model = try NearestNeighbours().fit(training).model
        let rows = matrix(600)
        let all = try model.logits(of: rows)
        for row in [0, 1, 186, 187, 188, 420, 599] {
            let one = try model.logits(of: rows.selecting(rows: [row]))
            #expect(Array(one.row(0)) == Array(all.row(row)))
        }
    }
}
