import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CalibrationWeightTests {
    @Test(
        "a row of weight 2 is calibrated on like the row twice",
        arguments: [Calibration.Kind.temperature, .platt, .isotonic]
    )
    func weights(kind: Calibration.Kind) throws {
        let rows = CalibrationTests.held(temperature: 2, labels: 3, rows: 60).rows
        let weighted = rows.enumerated().map { number, row in
            HeldOutOutputs.Row(logits: row.logits, truth: row.truth, weight: number < 20 ? 2 : 1)
        }
        let repeated = rows[..<20] + rows
        let found = Calibration.fit(kind, to: HeldOutOutputs(rows: weighted, isSingleChoice: true))
        switch (found, Calibration.fit(kind, to: HeldOutOutputs(rows: Array(repeated), isSingleChoice: true))) {
        case (.temperature(let left), .temperature(let right)): #expect(abs(left - right) < 1e-6)
        case (.platt(let left), .platt(let right)):
            for (left, right) in zip(left, right) {
                #expect(abs(left.slope - right.slope) < 1e-6 && abs(left.intercept - right.intercept) < 1e-6)
            }
        case (.isotonic(let left), .isotonic(let right)):
            for (left, right) in zip(left, right) {
                for input in [0.1, 0.3, 0.5, 0.7] { #expect(abs(left(input) - right(input)) < 1e-9) }
            }
        default: Issue.record("no calibration")
        }
    }

    @Test("held-out rows keep their weights", arguments: [2, 3])
    func heldOut(labelCount: Int) throws {
        let base = try LogisticRegressionTests.small(labelCount: labelCount)
        let weights = (0..<60).map { Double($0 % 4) }
        let training = try TrainingSet(
            features: base.features,
            targets: base.targets,
            weights: weights,
            labelCount: labelCount
        )
        let validation = try #require(
            CrossValidation.run([LogisticRegression(l2: 0.1)], on: training, seed: 1)
        )
        let kept = validation.heldOut.rows.map(\.weight).sorted()
        #expect(kept == weights.filter { $0 > 0 }.sorted())
    }
}
