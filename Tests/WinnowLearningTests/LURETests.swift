import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct LURETests {
    static func draws(_ probabilities: [Double?], of poolCount: Int, losses: [Double]) -> [LURE.Draw] {
        zip(probabilities, losses).enumerated().map { index, draw in
            LURE.Draw(probability: draw.0, openCount: poolCount - index, loss: draw.1)
        }
    }

    @Test("the weights are those of Farquhar, Gal and Rainforth's equation")
    func weights() throws {
        // N = 10, M = 3: v₁ = 1 + 7/9·(1/(10·0.2) − 1), v₂ = 1 + 7/8·(1/(9·0.05) − 1), v₃ = 1 + 7/7·(1/(8·0.25) − 1).
        let v = [1 + 7.0 / 9 * -0.5, 1 + 7.0 / 8 * (1 / 0.45 - 1), 0.5]
        for place in 0..<3 {
            let losses = (0..<3).map { $0 == place ? 0.6 : 0.0 }
            let lure = try LURE.estimate(Self.draws([0.2, 0.05, 0.25], of: 10, losses: losses)).get()
            #expect(abs(lure.risk.value - min(1, 0.6 * v[place] / 3)) < 1e-12)
        }
    }

    @Test("items drawn evenly count alike, and are worth as many as they are")
    func even() throws {
        let losses = (0..<40).map { $0 % 4 == 0 ? 1.0 : 0.0 }
        let lure = try LURE.estimate(
            Self.draws((0..<40).map { 1 / Double(500 - $0) }, of: 500, losses: losses)
        ).get()
        #expect(abs(lure.risk.value - 0.25) < 1e-12)
        #expect(lure.effectiveCount > 38 && lure.effectiveCount <= 40)
    }

    @Test("a pool that was drawn to its end has its own mean, whatever the probabilities")
    func exhausted() throws {
        let lure = try LURE.estimate(Self.draws([0.9, 0.05, 0.7, 1], of: 4, losses: [1, 0, 0, 0])).get()
        #expect(abs(lure.risk.value - 0.25) < 1e-12)
    }

    @Test("one draw says nearly nothing, and says so")
    func single() throws {
        let lure = try LURE.estimate(Self.draws([0.01], of: 100, losses: [0])).get()
        let bounds = try #require(lure.risk.bounds)
        #expect(lure.risk.value == 0 && bounds.upperBound > 0.7)
    }

    @Test("without a draw there is no estimate, however many items are known")
    func noDraws() {
        #expect(LURE.estimate([]) == .failure(.noDraws))
        #expect(LURE.estimate(Self.draws([nil, nil], of: 50, losses: [0, 1])) == .failure(.noDraws))
    }

    @Test("items that were chosen and not drawn are known, and take no part in the rest: no bias in 20,000 pools")
    func chosen() throws {
        var generator = SeededGenerator(seed: 4, purpose: "lure")
        let losses = (0..<40).map { $0 < 12 ? 1.0 : 0.0 }
        let truth = losses.reduce(0, +) / 40
        var (sum, squares) = (0.0, 0.0)
        let count = 20_000
        for _ in 0..<count {
            var left = Array(0..<40)
            // A strategy that is sure of the hardest items, at first and once more in between.
            var known = (0..<6).map { _ in LURE.Draw(probability: nil, openCount: 1, loss: losses[left.removeFirst()]) }
            for step in 0..<14 {
                if step == 8 {
                    known.append(LURE.Draw(probability: nil, openCount: 1, loss: losses[left.removeFirst()]))
                    continue
                }
                let utilities = left.map { losses[$0] == 1 ? 4.0 : 1.0 }
                let drawn = generator.index(byWeights: utilities)
                let place = try #require(drawn)
                let share = utilities[place] / utilities.reduce(0, +)
                known.append(LURE.Draw(probability: share, openCount: left.count, loss: losses[left[place]]))
                left.remove(at: place)
            }
            let weights = LURE.weights(of: known, poolCount: 40)
            let value = zip(weights, known).reduce(0) { $0 + $1.0 * $1.1.loss } / Double(known.count)
            sum += value
            squares += value * value
        }
        let mean = sum / Double(count)
        let error = ((squares / Double(count) - mean * mean) / Double(count)).squareRoot()
        #expect(abs(mean - truth) < 4 * error && error < 0.002, "\(mean) ± \(error), not \(truth)")
    }

    @Test("numbers that are no probabilities or losses are refused", arguments: [0, -0.1, 1.5, .nan, .infinity])
    func unusable(bad: Double) {
        let probabilities = Self.draws([0.1, bad], of: 50, losses: [0, 1])
        #expect(LURE.estimate(probabilities) == .failure(.invalid(place: 1)))
        if bad != 0 {
            let losses = Self.draws([0.1, 0.1], of: 50, losses: [0, bad])
            #expect(LURE.estimate(losses) == .failure(.invalid(place: 1)))
        }
        let empty = LURE.Draw(probability: 0.5, openCount: 0, loss: 0)
        #expect(LURE.estimate([empty]) == .failure(.invalid(place: 0)))
    }

    @Test("next to impossible draws, and counts that do not go together, end in bounds and not in a trap")
    func extreme() throws {
        for probability in [Double.leastNonzeroMagnitude, 1e-300, 1e-12] {
            for losses in [[0.0, 1, 0], [1, 1, 1], [0, 0, 0]] {
                let lure = try LURE.estimate(Self.draws([0.1, probability, 0.1], of: 50, losses: losses)).get()
                let bounds = try #require(lure.risk.bounds)
                #expect(bounds.contains(lure.risk.value) && bounds.lowerBound >= 0 && bounds.upperBound <= 1)
                #expect((1...3).contains(lure.effectiveCount))
            }
        }
        let odd = [7, Int.max, 1].map { LURE.Draw(probability: 1, openCount: $0, loss: 1) }
        let lure = try LURE.estimate(odd).get()
        #expect((0...1).contains(lure.risk.value))
    }
}
