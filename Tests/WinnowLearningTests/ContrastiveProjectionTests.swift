import Testing
import WinnowLearning
import WinnowNumerics

@Suite("A contrastive projection")
struct ContrastiveProjectionTests {
    /// A problem that scipy solved, see `make_projection.py`.
    struct Problem: Decodable, CustomTestStringConvertible {
        let name: String
        let temperature: Double
        let pull: Double
        let balanced: Bool
        let labels: [Int]
        let rows: [[Float]]
        let weights: [Double]
        let shares: [Double]
        let loss: Double
        let gradient: [[Double]]
        let difference: [[Double]]
        let discriminant: [[Double]]
        var testDescription: String { name }

        var wide: WideMatrix {
            var wide = WideMatrix(zeros: rows.count, rows[0].count)
            for row in rows.indices {
                for column in rows[row].indices { wide[row, column] = rows[row][column] }
            }
            return wide
        }

        var contrastiveLoss: ContrastiveLoss {
            ContrastiveLoss(labels: labels, weights: shares, temperature: temperature)
        }

        func training() throws -> TrainingSet {
            try TrainingSet(
                features: FeatureRows(
                    dense: DenseMatrix(rowCount: rows.count, columnCount: rows[0].count, values: rows.flatMap { $0 })
                ),
                targets: labels.map { .label($0) },
                weights: weights,
                labelCount: (labels.max() ?? 0) + 1
            )
        }
    }

    struct Reference: Decodable {
        let from: String
        let problems: [Problem]
    }

    static let problems = (try? fixture("projection.json", as: Reference.self))?.problems ?? []

    @Test("all reference problems are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 4)
    }

    @Test("has the loss and the gradient of the formula in double precision", arguments: problems)
    func formula(problem: Problem) {
        let (value, gradient) = problem.contrastiveLoss.evaluate(problem.wide)
        #expect(abs(value - problem.loss) < 1e-5)
        for (row, expected) in problem.gradient.enumerated() {
            for (column, slope) in expected.enumerated() {
                #expect(abs(Double(gradient[row, column]) - slope) < 1e-5 * max(1, abs(slope)))
            }
        }
    }

    @Test("the gradient is the slope of the loss", arguments: problems)
    func finiteDifferences(problem: Problem) {
        let step: Float = 1e-2
        let gradient = problem.contrastiveLoss.evaluate(problem.wide).gradient
        for row in problem.rows.indices {
            for column in problem.rows[row].indices {
                var (left, right) = (problem.wide, problem.wide)
                left[row, column] -= step
                right[row, column] += step
                let width = Double(right[row, column] - left[row, column])
                let (more, less) = (
                    problem.contrastiveLoss.evaluate(right).value, problem.contrastiveLoss.evaluate(left).value
                )
                #expect(abs((more - less) / width - Double(gradient[row, column])) < 2e-4)
            }
        }
    }

    @Test("ends where scipy's descent from the same start ends", arguments: problems)
    func minimum(problem: Problem) throws {
        let projection = ContrastiveProjection(
            temperature: problem.temperature,
            pull: problem.pull,
            iterationLimit: 500
        )
        let found = try #require(
            try Projection.contrastive(projection).learn(problem.training(), balancesLabels: problem.balanced)
        )
        for (row, expected) in problem.difference.enumerated() {
            for (column, value) in expected.enumerated() {
                #expect(abs(Double(found[row, column]) - (row == column ? 1 : 0) - value) < 2e-3)
            }
        }
    }

    @Test("brings rows of one label nearer than it found them")
    func nearer() throws {
        let problem = try #require(Self.problems.first)
        let projection = Projection.contrastive(ContrastiveProjection(temperature: 1, pull: 0.1))
        let table = try #require(try projection.learn(problem.training(), balancesLabels: true))
        var moved = WideMatrix(zeros: problem.rows.count, problem.rows[0].count)
        moved.addProduct(problem.wide, table)
        #expect(problem.contrastiveLoss.evaluate(moved).value < problem.contrastiveLoss.evaluate(problem.wide).value)
    }

    @Test("rows without a direction, and a weight of nothing, are no trouble")
    func zeros() {
        let loss = ContrastiveLoss(labels: [0, 0, 1], weights: [0.5, 0.5, 0], temperature: 0.01)
        var rows = WideMatrix(zeros: 3, 2)
        rows[1, 0] = 1
        rows[2, 0] = -1
        let (value, gradient) = loss.evaluate(rows)
        #expect(value.isFinite && gradient.values.allSatisfy(\.isFinite))
        // Two rows of one label, one of them nowhere: it is drawn to where the other is.
        #expect(gradient[0, 0] < 0 && gradient[0, 1] == 0)
    }
}
