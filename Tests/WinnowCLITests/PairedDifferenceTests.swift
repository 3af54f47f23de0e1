import Testing

@testable import WinnowCLI

@Suite("How far two strategies are apart")
struct PairedDifferenceTests {
    @Test("seeds are compared with themselves, with Student's interval of the mean")
    func interval() {
        // scipy 1.17: t.ppf(0.975, 2) / sqrt(3) = 2.484138
        let difference = PairedDifference([11, 22, 33], against: [10, 20, 30])
        #expect(difference.mean == 2)
        #expect(abs((difference.margin ?? 0) - 2.4841) < 0.001)
        #expect(difference.isNoise)
        #expect(!PairedDifference([2, 2.1, 1.9], against: [1, 1, 1]).isNoise)
        #expect(!PairedDifference([-2, -2.1, -1.9], against: [1, 1, 1]).isNoise)
    }

    @Test("beyond the table the quantile is right to two digits")
    func manySeeds() {
        // scipy 1.17: t.ppf(0.975, 40) = 2.021075; the deviation of 20 times ±1 and a 0 is 1, over 41 seeds.
        let values = (0..<41).map { $0 == 0 ? 0.0 : $0 % 2 == 0 ? 1 : -1 }
        let margin = PairedDifference(values, against: [Double](repeating: 0, count: 41)).margin ?? 0
        #expect(abs(margin - 2.021 / 41.squareRoot()) < 0.001)
    }

    @Test("one seed says nothing about others")
    func single() {
        let difference = PairedDifference([0.9], against: [0.1])
        #expect(difference.margin == nil && difference.isNoise)
    }
}
