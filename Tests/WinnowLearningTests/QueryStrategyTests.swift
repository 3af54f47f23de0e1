import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct QueryStrategyTests {
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

    static func naive(_ strategy: QueryStrategy, _ row: [Float]) -> Float {
        let sorted = row.sorted(by: >)
        switch strategy {
        case .random: return .nan
        case .leastConfidence: return 1 - sorted[0]
        case .margin: return 1 - (sorted[0] - sorted[1])
        case .entropy: return row.reduce(0) { $0 - ($1 > 0 ? $1 * log($1) : 0) }
        }
    }

    static let informed = QueryStrategy.allCases.filter { $0 != .random }

    @Test("scores are their definitions", arguments: informed, [2, 3, 7])
    func definitions(strategy: QueryStrategy, labels: Int) throws {
        let matrix = Self.probabilities(rows: 9000, labels: labels, seed: 3)
        let scores = try strategy.scores(matrix, seed: 0)
        for row in 0..<9000 { #expect(abs(scores[row] - Self.naive(strategy, Array(matrix.row(row)))) < 1e-6) }
    }

    @Test("with two labels the three uncertainties order the pool alike")
    func twoLabels() throws {
        let matrix = Self.probabilities(rows: 500, labels: 2, seed: 5)
        let orders = try Self.informed.map { strategy in
            let scores = try strategy.scores(matrix, seed: 0)
            return topPositions(500, of: scores).map { min(matrix[$0, 0], matrix[$0, 1]) }
        }
        for order in orders { #expect(zip(order, order.dropFirst()).allSatisfy { $0 >= $1 - 1e-6 }) }
    }

    @Test("permuting the pool permutes the scores", arguments: informed)
    func permutation(strategy: QueryStrategy) throws {
        let matrix = Self.probabilities(rows: 100, labels: 4, seed: 6)
        let order = (0..<100).map { ($0 * 37) % 100 }
        let permuted = DenseMatrix(rowCount: 100, columnCount: 4, values: order.flatMap { Array(matrix.row($0)) })
        let scores = try strategy.scores(matrix, seed: 0)
        #expect(try strategy.scores(permuted, seed: 0) == order.map { scores[$0] })
    }

    @Test("NaN and infinity are refused with their row", arguments: informed)
    func nonFinite(strategy: QueryStrategy) {
        for bad in [Float.nan, .infinity] {
            let matrix = DenseMatrix(rowCount: 3, columnCount: 2, values: [0.5, 0.5, 0.1, 0.9, bad, 0.2])
            #expect(throws: LearningError.nonFinite(row: 2)) { try strategy.scores(matrix, seed: 0) }
            #expect(throws: LearningError.nonFinite(row: 2)) {
                try strategy.scores(matrix, isMultilabel: true, seed: 0)
            }
        }
    }

    @Test("an empty pool gives no scores, and one label leaves nothing uncertain", arguments: QueryStrategy.allCases)
    func edges(strategy: QueryStrategy) throws {
        #expect(try strategy.scores(DenseMatrix(zeros: 0, 3), seed: 0).isEmpty)
        if strategy == .random { return }
        let certain = DenseMatrix(rowCount: 2, columnCount: 1, values: [1, 1])
        #expect(try strategy.scores(certain, seed: 0) == [0, 0])
    }

    @Test("random scores depend on the seed only")
    func random() throws {
        let matrix = Self.probabilities(rows: 50, labels: 2, seed: 1)
        let first = try QueryStrategy.random.scores(matrix, seed: 8)
        #expect(try QueryStrategy.random.scores(matrix, seed: 8) == first)
        #expect(try QueryStrategy.random.scores(matrix, seed: 9) != first)
        #expect(Set(first).count == 50)
    }

    @Test("a ranking gives every position once, best first, however far it is followed")
    func ranking() {
        var generator = SeededGenerator(seed: 2, purpose: "ranking")
        let scores = (0..<1000).map { _ in Float(Int.random(in: 0..<50, using: &generator)) }
        var ranking = Ranking(scores: scores, prefixCount: 10)
        let order = (0..<1000).compactMap { ranking.position(atRank: $0) }
        #expect(order == scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) })
        #expect(ranking.position(atRank: 1000) == nil)
    }
}
