import Foundation
import Testing
import WinnowLearning

@Suite struct CalibrationConsistencyTests {
    static let line = PlattLine(slope: 1, intercept: 0)

    static func steps(_ inputs: [Double], _ outputs: [Double]) throws -> IsotonicSteps {
        let lists = ["inputs": inputs, "outputs": outputs]
        return try JSONDecoder().decode(IsotonicSteps.self, from: JSONEncoder().encode(lists))
    }

    @Test("a calibration that does not fit the outputs, or has numbers that are none, makes a classifier unusable")
    func consistency() throws {
        let model = try LogisticRegression().solve(LogisticRegressionTests.small(labelCount: 3)).fitted
        func isConsistent(_ calibration: Calibration) -> Bool {
            FittedClassifier(model.record, calibration: calibration) != nil
        }
        let good = try Self.steps([0.1, 0.4], [0, 1])
        for calibration in [
            .none, .temperature(2), .platt([Self.line, Self.line, Self.line]), .isotonic([good, good, good]),
        ] as [Calibration] {
            #expect(isConsistent(calibration))
        }
        for temperature in [0, -1, .nan, .infinity, 1e-60] { #expect(!isConsistent(.temperature(temperature))) }
        let falling = PlattLine(slope: -1, intercept: 0)
        let endless = PlattLine(slope: 1, intercept: .infinity)
        for lines in [[Self.line, Self.line], [Self.line, Self.line, falling], [Self.line, Self.line, endless]] {
            #expect(!isConsistent(.platt(lines)))
        }
        for bad in [
            try Self.steps([0.1], []), try Self.steps([0.4, 0.1], [0, 1]), try Self.steps([0.1, 0.4], [1, 0]),
            try Self.steps([0.1, 0.4], [0, 2]),
        ] {
            #expect(!isConsistent(.isotonic([good, good, bad])))
        }
        #expect(!isConsistent(.isotonic([good])))
    }
}
