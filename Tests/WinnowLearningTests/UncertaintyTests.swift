import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct UncertaintyTests {
    static func probabilities(rows: Int, labels: Int, seed: UInt64) -> DenseMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "probabilities")
        var values: [Float] = []
        for _ in 0..<rows {
            let row = (0..<labels).map { _ in -log(generator.uniform() + 1e-12) }
            let sum = row.reduce(0, +)
            values += row.map { Float($0 / sum) }
        }
        return DenseMatrix(rowCount: rows, columnCount: labels, values: values)
    }

    static func naive(_ measure: Uncertainty, _ row: [Float]) -> Float {
        let sorted = row.sorted(by: >)
        switch measure {
        case .leastConfidence: return 1 - sorted[0]
        case .margin: return 1 - (sorted[0] - sorted[1])
        case .ratio: return sorted[1] / sorted[0]
        case .entropy, .maxEntropy: return row.reduce(0) { $0 - ($1 > 0 ? $1 * log($1) : 0) }
        }
    }

    @Test("scores are their definitions", arguments: Uncertainty.allCases, [2, 3, 7])
    func definitions(measure: Uncertainty, labels: Int) throws {
        let matrix = Self.probabilities(rows: 9000, labels: labels, seed: 3)
        let scores = try measure.scores(matrix)
        for row in 0..<9000 { #expect(abs(scores[row] - Self.naive(measure, Array(matrix.row(row)))) < 1e-6) }
    }

    @Test("with two labels the uncertainties order the pool alike")
    func twoLabels() throws {
        let matrix = Self.probabilities(rows: 500, labels: 2, seed: 5)
        let orders = try Uncertainty.allCases.map { measure in
            let scores = try measure.scores(matrix)
            return topPositions(500, of: scores).map { min(matrix[$0, 0], matrix[$0, 1]) }
        }
        for order in orders { #expect(zip(order, order.dropFirst()).allSatisfy { $0 >= $1 - 1e-6 }) }
    }

    @Test("permuting the pool permutes the scores", arguments: Uncertainty.allCases)
    func permutation(measure: Uncertainty) throws {
        let matrix = Self.probabilities(rows: 100, labels: 4, seed: 6)
        let order = (0..<100).map { ($0 * 37) % 100 }
        let permuted = DenseMatrix(rowCount: 100, columnCount: 4, values: order.flatMap { Array(matrix.row($0)) })
        let scores = try measure.scores(matrix)
        #expect(try measure.scores(permuted) == order.map { scores[$0] })
    }

    @Test("NaN and infinity are refused with their row", arguments: Uncertainty.allCases)
    func nonFinite(measure: Uncertainty) {
        for bad in [Float.nan, .infinity] {
            let matrix = DenseMatrix(rowCount: 3, columnCount: 2, values: [0.5, 0.5, 0.1, 0.9, bad, 0.2])
            #expect(throws: LearningError.nonFinite(row: 2)) { try measure.scores(matrix) }
            #expect(throws: LearningError.nonFinite(row: 2)) {
                try measure.scores(matrix, isMultilabel: true)
            }
        }
    }

    @Test("an empty pool gives no scores, and one label leaves nothing uncertain", arguments: Uncertainty.allCases)
    func edges(measure: Uncertainty) throws {
        #expect(try measure.scores(DenseMatrix(zeros: 0, 3)).isEmpty)
        let certain = DenseMatrix(rowCount: 2, columnCount: 1, values: [1, 1])
        #expect(try measure.scores(certain) == [0, 0])
    }

    @Test(
        "with several labels a measure is the mean of that of each label against its absence, or the largest",
        arguments: Uncertainty.allCases
    )
    func severalLabels(measure: Uncertainty) throws {
        let matrix = DenseMatrix(rowCount: 2, columnCount: 3, values: [0.9, 0.2, 0.5, 0, 1, 0.7])
        let scores = try measure.scores(matrix, isMultilabel: true)
        for row in 0..<2 {
            let parts = matrix.row(row).map { Self.naive(measure, [$0, 1 - $0]) }
            let expected = measure == .maxEntropy ? parts.max() ?? 0 : parts.reduce(0, +) / 3
            #expect(abs(scores[row] - expected) < 1e-6)
        }
    }
}
