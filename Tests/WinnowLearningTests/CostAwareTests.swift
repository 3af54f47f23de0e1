import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CostAwareTests {
    @Test("a row's score is the strategy's divided by its seconds, and a tenth of a second at least")
    func ratio() throws {
        let pool = QueryStrategyTests.pool()
        let inner = try Uncertainty.margin.select(from: pool).scores
        let seconds = (0..<120).map { Float($0 % 7) / 2 }
        let scores = try CostAware(Uncertainty.margin, seconds: seconds).select(from: pool).scores
        for row in pool.open { #expect(abs(scores[row] - inner[row] / max(seconds[row], 0.1)) < 1e-5) }
    }

    @Test("a strategy that chooses a batch, or scores below 0, counts by its order")
    func ranks() throws {
        struct Negative: QueryStrategy {
            func select(from pool: QueryPool) -> Selection {
                Selection(scores: (0..<pool.rowCount).map { -Float($0) })
            }
        }
        let pool = QueryStrategyTests.pool()
        for strategy: any QueryStrategy in [Negative(), BADGE()] {
            let order = DecoratorTests.order(try strategy.select(from: pool), open: pool.open)
            let scores = try CostAware(strategy, seconds: { $0 % 2 == 0 ? 2 : 4 }).select(from: pool).scores
            for (rank, row) in order.enumerated() {
                let expected = 1 / Double(rank + 1).squareRoot() / (row % 2 == 0 ? 2 : 4)
                #expect(abs(Double(scores[row]) - expected) < 1e-6)
            }
        }
        let forced = try CostAware(Negative(), utility: .scores, seconds: { _ in 1 }).select(from: pool).scores
        #expect(forced.allSatisfy { $0 == 0 })
    }

    @Test("seconds that are no number are refused with the row")
    func nonFinite() {
        let pool = QueryStrategyTests.pool()
        for bad in [Float.nan, .infinity] {
            let strategy = CostAware(Uncertainty.margin) { $0 == 30 ? bad : 1 }
            #expect(throws: LearningError.nonFinite(row: 30)) { try strategy.select(from: pool) }
        }
    }

    @Test("in the same time more rows are labelled, and more of the score, with seconds learned from measured labels")
    func simulated() throws {
        var generator = SeededGenerator(seed: 6, purpose: "costs")
        let lengths = (0..<2_000).map { _ in Int(exp(3 + 2.5 * generator.uniform())) }
        let seconds = lengths.map { 1.5 * pow(Double($0), 0.7) * exp(generator.uniform() - 0.5) }
        let measured = try #require(
            SecondsModel(
                (0..<100).map { .init(length: lengths[$0], seconds: seconds[$0] * ($0 % 12 == 0 ? 40 : 1)) }
            )
        )
        let pool = QueryPool(
            probabilities: UncertaintyTests.probabilities(rows: 2_000, labels: 4, seed: 2),
            open: Array(100..<2_000),
            seed: 1
        )
        let worth = try Uncertainty.margin.select(from: pool).scores
        func labelled(_ strategy: any QueryStrategy) throws -> (count: Int, worth: Float) {
            var (left, count, sum) = (3_600.0, 0, Float(0))
            for row in DecoratorTests.order(try strategy.select(from: pool), open: pool.open) {
                left -= seconds[row]
                if left < 0 { break }
                (count, sum) = (count + 1, sum + worth[row])
            }
            return (count, sum)
        }
        let plain = try labelled(Uncertainty.margin)
        let aware = try labelled(CostAware(Uncertainty.margin) { measured.seconds(length: lengths[$0]) })
        #expect(aware.count > plain.count * 3 / 2 && aware.worth > plain.worth * 4 / 3, "\(plain), \(aware)")
    }
}

@Suite struct SecondsModelTests {
    static func measurements(_ count: Int, breaks: Int = .max) -> [SecondsModel.Measurement] {
        var generator = SeededGenerator(seed: 8, purpose: "seconds")
        return (0..<count).map { number in
            let length = Int(exp(2 + 5 * generator.uniform()))
            let time = 2 * pow(Double(1 + length), 0.6) * exp(0.4 * (generator.uniform() - 0.5))
            return .init(length: length, seconds: number % breaks == 1 ? 900 : time)
        }
    }

    @Test("time by length is found, breaks or none")
    func found() throws {
        for breaks in [Int.max, 8] {
            let model = try #require(SecondsModel(Self.measurements(200, breaks: breaks)))
            #expect(abs(model.slope - 0.6) < 0.05 && abs(model.intercept - log(2)) < 0.25, "\(model)")
        }
    }

    @Test("longer texts never take less")
    func monotone() throws {
        let falling = (1...40).map { SecondsModel.Measurement(length: $0, seconds: 100 / Double($0)) }
        let model = try #require(SecondsModel(falling))
        #expect(model.slope == 0 && model.seconds(length: 1) == model.seconds(length: 40))
    }

    @Test("with few measurements, or one length, it is their median")
    func median() throws {
        let few = try #require(SecondsModel([3, 1, 20].map { .init(length: Int($0), seconds: $0) }))
        #expect(abs(few.seconds(length: 5) - 3) < 1e-5 && few.slope == 0)
        let same = try #require(SecondsModel((1...21).map { .init(length: 7, seconds: Double($0)) }))
        #expect(abs(same.seconds(length: 70) - 11) < 1e-4)
    }

    @Test("without a usable measurement there is none, and what cannot be used is left out")
    func unusable() throws {
        let bad: [SecondsModel.Measurement] = [
            .init(length: 3, seconds: 0), .init(length: 3, seconds: -1), .init(length: 3, seconds: .nan),
            .init(length: 3, seconds: .infinity), .init(length: -1, seconds: 4),
        ]
        #expect(SecondsModel([]) == nil && SecondsModel(bad) == nil)
        let good = Self.measurements(50)
        #expect(SecondsModel(good + bad) == SecondsModel(good))
    }

    @Test("a prediction is between a tenth of a second and a day, whatever was stored")
    func bounds() throws {
        let model = try #require(SecondsModel(Self.measurements(50)))
        for length in [Int.min, -1, 0, 1_000_000, .max] {
            #expect((0.1...86_400).contains(model.seconds(length: length)))
        }
        let stored = Data(#"{"intercept":1e300,"slope":-1e300}"#.utf8)
        let wild = try JSONDecoder().decode(SecondsModel.self, from: stored)
        #expect([0, 5, .max].allSatisfy { wild.seconds(length: $0).isFinite })
    }
}
