import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CalibrationEvaluationTests {
    static func temperature(_ calibration: Calibration) -> Double {
        if case .temperature(let value) = calibration { value } else { .nan }
    }

    /// The first rows of outputs whose labels were drawn at a temperature.
    static func rows(_ count: Int, temperature: Double) -> HeldOutOutputs {
        let all = CalibrationTests.held(temperature: temperature, labels: 3)
        return HeldOutOutputs(rows: Array(all.rows.prefix(count)), isSingleChoice: true)
    }

    @Test("without evaluation rows the temperature is the learning items', with thousands it is the evaluation rows'")
    func ends() {
        let none = HeldOutOutputs(rows: [], isSingleChoice: true)
        #expect(abs(Self.temperature(.temperature(evaluation: none, chosen: .temperature(0.6))) - 0.6) < 1e-4)
        #expect(abs(Self.temperature(.temperature(evaluation: none, chosen: .none)) - 1) < 1e-4)
        let many = Self.temperature(
            .temperature(evaluation: Self.rows(4000, temperature: 2), chosen: .temperature(0.5))
        )
        #expect(abs(log(many / 2)) < 0.1, "\(many)")
    }

    @Test("more evaluation rows draw the temperature further from the learning items' to the true one")
    func shrinkage() {
        let found = [5, 50, 500, 4000].map { count in
            Self.temperature(.temperature(evaluation: Self.rows(count, temperature: 2), chosen: .temperature(0.5)))
        }
        #expect(found[0] < found[1] && found[1] < found[3], "\(found)")
        #expect(found[0] < 1 && abs(found[2] - 2) < 0.3 && abs(found[3] - 2) < 0.15, "\(found)")
    }

    @Test("rows that are all right do not ask for certainty while they are few")
    func allRight() {
        let rows = (0..<20).map { _ in HeldOutOutputs.Row(logits: [1, 0], truth: [true, false]) }
        let held = HeldOutOutputs(rows: rows, isSingleChoice: true)
        let found = Self.temperature(.temperature(evaluation: held, chosen: .temperature(1)))
        #expect(found > 0.4 && found < 1, "\(found)")
    }

    @Test(
        "a temperature that is none, and outputs without one, leave one that can be used",
        arguments: [0, -1, .nan, .infinity]
    )
    func unusable(bad: Double) {
        for held in [HeldOutOutputs(rows: [], isSingleChoice: true), Self.rows(30, temperature: 1)] {
            let found = Self.temperature(.temperature(evaluation: held, chosen: .temperature(bad)))
            #expect((0.05...20).contains(found))
        }
        let extreme = Self.temperature(
            .temperature(evaluation: HeldOutOutputs(rows: [], isSingleChoice: true), chosen: .temperature(1e9))
        )
        #expect(extreme > 19.9 && extreme <= 20)
    }

    @Test("a model's logits become rows of its seen labels, those of unseen labels are left out", arguments: [2, 3])
    func outputs(seenCount: Int) throws {
        let training = try LogisticRegressionTests.small(labelCount: seenCount)
        let model = try LogisticRegression().solve(training).fitted
        let logits = try model.logits(of: training.features)
        var truth = training.targets.map(\.present)
        truth[4] = [seenCount + 3]
        truth[5] = []
        let held = HeldOutOutputs(logits: logits, truth: truth, of: model)
        #expect(held.isSingleChoice && held.rows.count == training.rowCount - 2)
        let first = try #require(held.rows.first)
        #expect(first.logits == logits.row(0).map(Double.init))
        let label = try #require(truth[0].first)
        #expect(first.truth == (seenCount == 2 ? [label == 1] : (0..<3).map { $0 == label }))
    }
}
