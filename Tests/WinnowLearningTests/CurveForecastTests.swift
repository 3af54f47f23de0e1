import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CurveForecastTests {
    /// A curve whose truth is known, and what evaluation items see of it.
    struct Simulated {
        let points: [CurvePoint]
        let accuracy: Double
        let gain: Double
    }

    /// - Parameters:
    ///   - number: Another curve for each number.
    ///   - lateShare: Of items that the first half of the trainings were not asked about.
    static func simulated(_ number: Int, lateShare: Double = 0) -> Simulated {
        var generator = SeededGenerator(seed: 12, purpose: "curve", index: UInt64(number))
        let limit = 0.7 + 0.29 * generator.uniform()
        let drop = 0.2 + 0.4 * generator.uniform()
        let power = 0.3 + 0.6 * generator.uniform()
        let rate = 0.003 + 0.012 * generator.uniform()
        let roundCount = 8 + Int(generator.uniform() * 17)
        // True curves are not smooth.
        var wobbles = (0..<roundCount + 4).map { _ in 0.008 * (generator.uniform() - 0.5) }
        wobbles = wobbles.map { $0 + 0.004 * (generator.uniform() - 0.5) }
        let truth = (0..<roundCount + 4).map { round -> Double in
            let n = 25 * Double(round + 1)
            let level: Double =
                switch number % 3 {
                case 0: limit - 3 * drop * pow(n, -power)
                case 1: limit - drop * exp(-rate * n)
                default: limit - 0.7 * drop / log(n + 2) * 3
                }
            return min(0.995, max(0.2, level + wobbles[round]))
        }
        let itemCount = 60 + number % 4 * 80
        // An item is right once the accuracy is above its number, but one in six is tossed anew in each training.
        let thresholds = (0..<itemCount).map { _ in generator.uniform() }
        let points = (0..<roundCount).map { round in
            CurvePoint(
                labelCount: 25 * (round + 1),
                isRight: (0..<itemCount).map { item in
                    let draw = generator.uniform()
                    let isRight = (item % 6 == 0 ? draw : thresholds[item]) < truth[round]
                    return round < roundCount / 2 && Double(item) < lateShare * Double(itemCount) ? nil : isRight
                }
            )
        }
        return Simulated(
            points: points,
            accuracy: truth[roundCount + 3],
            gain: truth[roundCount + 3] - truth[roundCount - 1]
        )
    }

    @Test("of 400 simulated curves' 95 % forecasts at least 93 % hold what came", arguments: [0, 0.4])
    func coverage(lateShare: Double) throws {
        let count = 400
        var (accuracyCount, gainCount, width) = (0, 0, 0.0)
        for number in 0..<count {
            let curve = Self.simulated(number, lateShare: lateShare)
            let forecast = try CurveForecast.make(from: curve.points, ahead: 100, seed: 1).get()
            let gain = try #require(forecast.gain.bounds)
            let accuracy = try #require(forecast.accuracy.bounds)
            gainCount += gain.contains(curve.gain) ? 1 : 0
            accuracyCount += accuracy.contains(curve.accuracy) ? 1 : 0
            width += gain.upperBound - gain.lowerBound
        }
        let (accuracy, gain) = (Double(accuracyCount) / Double(count), Double(gainCount) / Double(count))
        #expect(accuracy >= 0.93, "accuracy \(accuracy)")
        #expect(gain >= 0.93, "gain \(gain)")
        // An interval that says nothing would hold everything.
        #expect(width / Double(count) < 0.09, "width \(width / Double(count))")
    }

    @Test("the same points and seed give the same forecast, another seed another one")
    func deterministic() throws {
        let points = Self.simulated(7).points
        let forecasts = (0..<3).map { _ in CurveForecast.make(from: points, seed: 5) }
        #expect(forecasts.allSatisfy { $0 == forecasts[0] })
        #expect(CurveForecast.make(from: points, seed: 6) != forecasts[0])
    }

    /// Twelve trainings of which each is right on so many of 1,000 items more.
    static func rising(by step: Int, from start: Int = 800) -> [CurvePoint] {
        (0..<12).map { round in
            CurvePoint(labelCount: 25 * (round + 1), isRight: (0..<1000).map { $0 < start + step * round })
        }
    }

    @Test("a curve that does not move is flat, one that climbs is not")
    func flat() throws {
        let flat = try CurveForecast.make(from: Self.rising(by: 0), seed: 1).get()
        #expect(flat.isFlat && abs(flat.gain.value) < 0.002 && abs(flat.accuracy.value - 0.8) < 0.003)
        #expect(flat.labelCount == 300 && flat.ahead == 100)
        let climbing = (1...12).map { round -> CurvePoint in
            let rightCount = 950 - 1600 * pow(25 * Double(round), -0.3)
            return CurvePoint(labelCount: 25 * round, isRight: (0..<1000).map { Double($0) < rightCount })
        }
        let rising = try CurveForecast.make(from: climbing, seed: 1).get()
        // 0.95 − 1.6 · 400^−0.3 is 0.685, with 300 labels it is 0.661.
        #expect(!rising.isFlat && abs(rising.gain.value - 0.024) < 0.01, "\(rising.gain)")
        #expect(abs(rising.accuracy.value - 0.685) < 0.015, "\(rising.accuracy)")
    }

    @Test("a falling curve is forecast to stay, and one of items that are all right has bounds below 1")
    func edges() throws {
        let falling = try CurveForecast.make(from: Self.rising(by: -10), seed: 1).get()
        #expect(falling.gain.value >= 0 && falling.gain.value < 0.005)
        let all = (0..<12).map { CurvePoint(labelCount: 25 * ($0 + 1), isRight: (0..<60).map { _ in true }) }
        let perfect = try CurveForecast.make(from: all, seed: 1).get()
        let bounds = try #require(perfect.accuracy.bounds)
        #expect(perfect.accuracy.value > 0.99 && bounds.upperBound == 1 && bounds.lowerBound < 0.95)
    }

    @Test("trainings after each label give nearly the forecast of those 25 labels apart")
    func everyLabel() throws {
        let sparse = Self.rising(by: 8, from: 600)
        let dense = (25...300).map { count in
            CurvePoint(labelCount: count, isRight: sparse[count / 25 - 1].isRight)
        }
        #expect(CurveForecast.make(from: dense, seed: 1) == CurveForecast.make(from: sparse, seed: 1))
    }

    @Test("too few trainings, too few items and too far ahead are refused, with what is missing")
    func refusals() {
        let points = Self.rising(by: 1)
        #expect(CurveForecast.make(from: [], seed: 1) == .failure(.tooFewRounds(moreLabels: 175)))
        #expect(CurveForecast.make(from: Array(points.prefix(4)), seed: 1) == .failure(.tooFewRounds(moreLabels: 100)))
        #expect(CurveForecast.make(from: points, ahead: 301, seed: 1) == .failure(.tooFarAhead(most: 300)))
        let few = points.map { CurvePoint(labelCount: $0.labelCount, isRight: Array($0.isRight.prefix(49))) }
        #expect(CurveForecast.make(from: few, seed: 1) == .failure(.tooFewItems(moreItems: 1)))
        #expect("\(CurveForecast.Refusal.tooFewItems(moreItems: 1))" == "it takes 1 more labelled evaluation item")
    }

    @Test(
        "points that were asked about nothing, other items or with impossible counts end in a value and not in a trap"
    )
    func odd() {
        let known = Self.rising(by: 1)
        var points = known
        for (place, isRight) in [(0, []), (3, [nil]), (5, [Bool?](repeating: nil, count: 1000))] as [(Int, [Bool?])] {
            points[place] = CurvePoint(labelCount: points[place].labelCount, isRight: isRight)
        }
        let forecast = CurveForecast.make(from: points, seed: 1)
        #expect((try? forecast.get()) != nil)
        let alone = known.enumerated().map { index, point in
            CurvePoint(labelCount: point.labelCount, isRight: index == 11 ? point.isRight : [])
        }
        #expect(CurveForecast.make(from: alone, seed: 1) == .failure(.tooFewRounds(moreLabels: 25)))
        for count in [0, -5] {
            let counts = (0..<12).map { CurvePoint(labelCount: count + 25 * $0, isRight: known[$0].isRight) }
            let odd = CurveForecast.make(from: counts, seed: 1)
            #expect((try? odd.get()) != nil)
        }
    }

    @Test("the sentence names the gain and its bounds in points")
    func sentence() {
        let forecast = CurveForecast(
            labelCount: 200,
            ahead: 100,
            gain: Estimate(value: 0.004, bounds: 0.001...0.009),
            accuracy: Estimate(value: 0.8, bounds: 0.7...0.9)
        )
        #expect(forecast.sentence == "the next 100 labels: +0.4 points (0.1 to 0.9)")
        let wide = CurveForecast(
            labelCount: 200,
            ahead: 1,
            gain: Estimate(value: 0.004, bounds: -0.012 ... -0.0001),
            accuracy: forecast.accuracy
        )
        #expect(wide.sentence == "the next label: +0.4 points (−1.2 to 0.0)")
    }
}
