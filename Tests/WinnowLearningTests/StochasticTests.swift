import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Draws with known probabilities")
struct StochasticTests {
    @Test("a row is drawn first as often as its weight says", arguments: [StochasticBatch.Form.power, .gibbs, .rank])
    func frequencies(form: StochasticBatch.Form) throws {
        let scores: [Float] = [0.1, 0.8, 0.4, 0.6]
        let strategy = StochasticBatch(form, sharpness: 2)
        var counts = [Int](repeating: 0, count: 4)
        var stated = [Double](repeating: 0, count: 4)
        for seed in 0..<4_000 {
            let pool = AdaptiveClusterMarginTests.pool(2, scores: scores, seed: UInt64(seed))
            let selection = try strategy.select(from: pool)
            counts[selection.leading[0]] += 1
            stated[selection.leading[0]] = try #require(selection.probabilities)[0]
        }
        for row in 0..<4 {
            let share = Double(counts[row]) / 4_000
            let error = (stated[row] * (1 - stated[row]) / 4_000).squareRoot()
            #expect(abs(share - stated[row]) < 4 * error + 1e-9, "row \(row): \(share), stated \(stated[row])")
        }
        #expect(abs(stated.reduce(0, +) - 1) < 1e-9)
    }

    @Test("the second draw has a probability among what the first left", arguments: [0, 1])
    func second(open: Int) throws {
        let pool = AdaptiveClusterMarginTests.pool(3, scores: [0.2, 0.4, 0.8], open: open == 0 ? nil : [1, 2])
        let selection = try StochasticBatch(.power).select(from: pool)
        let probabilities = try #require(selection.probabilities)
        let weights: [Double] = [0.2, 0.4, 0.8]
        var left = pool.open.reduce(0.0) { $0 + weights[$1] }
        for (row, probability) in zip(selection.leading, probabilities) {
            #expect(abs(probability - weights[row] / left) < 1e-6)
            left -= weights[row]
        }
        #expect(abs(probabilities[probabilities.count - 1] - 1) < 1e-6)
    }

    @Test("falcun draws rows whose predictions are unlike each other")
    func falcun() throws {
        // Twenty rows are unsure between the first two labels, five between the last two.
        let values: [Float] = (0..<25).flatMap { $0 < 20 ? [0.5, 0.5, 0, 0] : [0, 0, 0.5, 0.5] }
        let probabilities = DenseMatrix(rowCount: 25, columnCount: 4, values: values)
        var both = 0
        for seed in 0..<50 {
            let pool = QueryPool(probabilities: probabilities, batchSize: 2, seed: UInt64(seed))
            let chosen = try Falcun().select(from: pool).leading
            if Set(chosen.map { $0 < 20 }).count == 2 { both += 1 }
        }
        #expect(both >= 48)
    }

    @Test("a committee's measures are their definitions")
    func committee() throws {
        let members = [
            DenseMatrix(rowCount: 1, columnCount: 3, values: [0.7, 0.2, 0.1]),
            DenseMatrix(rowCount: 1, columnCount: 3, values: [0.1, 0.6, 0.3]),
            DenseMatrix(rowCount: 1, columnCount: 3, values: [0.5, 0.4, 0.1]),
        ]
        let mean = (0..<3).map { label in members.reduce(0.0) { $0 + Double($1[0, label]) } / 3 }
        func entropy(_ values: [Double]) -> Double { -values.reduce(0) { $0 + ($1 > 0 ? $1 * log($1) : 0) } }
        let inner = members.reduce(0.0) { $0 + entropy($1.row(0).map(Double.init)) } / 3
        let expected: [CommitteeDisagreement: Double] = [
            .voteEntropy: entropy([2 / 3.0, 1 / 3.0]), .variationRatio: 1 / 3.0, .consensusEntropy: entropy(mean),
            .bald: entropy(mean) - inner, .klDivergence: entropy(mean) - inner,
        ]
        let pool = QueryPool(probabilities: members[0], committee: members, seed: 1)
        for (measure, value) in expected {
            #expect(abs(Double(try measure.select(from: pool).scores[0]) - value) < 1e-6, "\(measure)")
        }
    }
}
