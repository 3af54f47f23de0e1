import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Every projection")
struct ProjectionTests {
    static let kinds: [Projection] = [.contrastive(ContrastiveProjection()), .discriminant(DiscriminantProjection())]

    @Test("of discriminants has the columns of the formula", arguments: ContrastiveProjectionTests.problems)
    func discriminant(problem: ContrastiveProjectionTests.Problem) throws {
        let projection = Projection.discriminant(DiscriminantProjection(shrinkage: 0.7, size: 0.5))
        let found = try #require(try projection.learn(problem.training(), balancesLabels: problem.balanced))
        let width = problem.rows[0].count
        for column in 0..<width {
            for other in 0..<width { #expect(found[column, other] == (column == other ? 1 : 0)) }
            for (label, value) in problem.discriminant[column].enumerated() {
                #expect(abs(Double(found[column, width + label]) - value) < 1e-4)
            }
        }
    }

    @Test("of discriminants takes one row a label for the label's mean")
    func oneRowALabel() throws {
        let training = try TrainingSet(
            features: FeatureRows(dense: DenseMatrix(rowCount: 2, columnCount: 2, values: [1, 0, -1, 0])),
            targets: [.label(0), .label(1)],
            labelCount: 2
        )
        let found = try #require(try Self.kinds[1].learn(training, balancesLabels: true))
        #expect(found[0, 2] > 0.3 && abs(found[0, 2] + found[0, 3]) < 1e-6 && found[1, 2] == 0)
    }

    @Test("there is none where there is nothing to compare", arguments: kinds)
    func nothing(projection: Projection) throws {
        func learned(_ rows: [[Float]], _ targets: [Target], labelCount: Int = 3) throws -> WideMatrix? {
            let values = DenseMatrix(rowCount: rows.count, columnCount: 2, values: rows.flatMap { $0 })
            let training = try TrainingSet(
                features: FeatureRows(dense: values),
                targets: targets,
                labelCount: labelCount
            )
            return try projection.learn(training, balancesLabels: true)
        }
        let rows: [[Float]] = [[1, 0], [0, 1], [1, 1]]
        #expect(try learned(rows, [.label(0), .label(1), .label(1)]) != nil)
        #expect(try learned(rows, [.label(0), .label(0), .label(0)]) == nil)
        #expect(try learned([[1, 0]], [.label(0)]) == nil)
        #expect(try learned([[3, 4], [3, 4]], [.label(0), .label(1)]) == nil)
        #expect(try learned([[0, 0], [0, 0]], [.label(0), .label(1)]) == nil)
        #expect(try learned(rows, rows.map { _ in .set(present: [0], absent: [1]) }) == nil)
        let many = Projection.rowLimit + 1
        let targets = (0..<many).map { Target.label($0 % 2) }
        #expect(try learned((0..<many).map { [Float($0), 1] }, targets) == nil)
        #expect(try learned([[1e30, 0], [-1e30, 1], [1, 1]], [.label(0), .label(1), .label(1)]) != nil)
    }

    @Test("a row of which only one label is possible has that label", arguments: kinds)
    func onlyOneLeft(projection: Projection) throws {
        let rows: [Float] = [1, 0, 0.9, 0.1, 0, 1, 0.2, 0.8, -1, -1]
        func learned(_ last: Target) throws -> WideMatrix? {
            let training = try TrainingSet(
                features: FeatureRows(dense: DenseMatrix(rowCount: 5, columnCount: 2, values: rows)),
                targets: [.label(0), .label(0), .label(1), .label(2), last],
                labelCount: 3
            )
            return try projection.learn(training, balancesLabels: true)
        }
        #expect(try learned(.not([0, 1])) == learned(.label(2)))
        #expect(try learned(.not([0])) != learned(.label(2)))
    }
}
