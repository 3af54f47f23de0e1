import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CalibrationTests {
    /// Logits of rows whose labels are drawn at `temperature`.
    static func held(temperature: Double, labels: Int, rows: Int = 4000) -> HeldOutOutputs {
        var generator = SeededGenerator(seed: 21, purpose: "calibration")
        let made = (0..<rows).map { _ -> HeldOutOutputs.Row in
            let logits = (0..<labels).map { _ in 6 * generator.uniform() - 3 }
            var probabilities = logits.map { $0 / temperature }
            if labels > 1 {
                probabilities.withUnsafeMutableBufferPointer { softmax($0) }
            } else {
                probabilities = probabilities.map(sigmoid)
            }
            var (draw, label) = (generator.uniform(), 0)
            if labels == 1 { return HeldOutOutputs.Row(logits: logits, truth: [draw < probabilities[0]]) }
            while label < labels - 1, draw >= probabilities[label] {
                draw -= probabilities[label]
                label += 1
            }
            return HeldOutOutputs.Row(logits: logits, truth: (0..<labels).map { $0 == label })
        }
        return HeldOutOutputs(rows: made, isSingleChoice: true)
    }

    @Test("the temperature that made the labels is found again", arguments: [0.3, 1.0, 2.5], [1, 4])
    func temperature(wanted: Double, labels: Int) {
        guard
            case .temperature(let found) = Calibration.fit(
                .temperature,
                to: Self.held(temperature: wanted, labels: labels)
            )
        else {
            Issue.record("no temperature")
            return
        }
        #expect(abs(log(found / wanted)) < 0.15, "\(found), not \(wanted)")
    }

    @Test("Platt's line through labels drawn at a temperature has its slope")
    func platt() {
        guard case .platt(let lines) = Calibration.fit(.platt, to: Self.held(temperature: 0.5, labels: 1)) else {
            Issue.record("no lines")
            return
        }
        #expect(abs(lines[0].slope - 2) < 0.25 && abs(lines[0].intercept) < 0.2)
    }

    @Test("isotonic calibration brings confidence to the share that is right")
    func isotonic() {
        let held = Self.held(temperature: 3, labels: 1)
        guard case .isotonic(let steps) = Calibration.fit(.isotonic, to: held) else {
            Issue.record("no steps")
            return
        }
        for logit in [-2.5, -1, 0, 1, 2.5] {
            #expect(abs(steps[0](sigmoid(logit)) - sigmoid(logit / 3)) < 0.08)
        }
    }

    @Test("fewer than ten rows are too few to calibrate on", arguments: Calibration.Kind.allCases)
    func tooFew(kind: Calibration.Kind) {
        #expect(Calibration.fit(kind, to: Self.held(temperature: 1, labels: 3, rows: 9)) == .none)
    }

    @Test("calibrated probabilities are probabilities", arguments: Calibration.Kind.allCases, [2, 5])
    func probabilities(kind: Calibration.Kind, labelCount: Int) throws {
        let training = try LogisticRegressionTests.small(labelCount: labelCount)
        let validation = try #require(
            CrossValidation.run([LogisticRegression(l2: 0.1)], on: training, seed: 1)
        )
        let calibration = Calibration.fit(kind, to: validation.heldOut)
        #expect((calibration == .none) == (kind == .none))
        let model = try LogisticRegression().solve(training).fitted
        let fitted = FittedClassifier(model: model, calibration: calibration)
        let probabilities = try fitted.probabilities(of: training.features)
        for row in 0..<training.rowCount {
            #expect(probabilities.row(row).allSatisfy { $0 >= 0 && $0 <= 1 })
            #expect(abs(probabilities.row(row).reduce(0, +) - 1) < 1e-5)
        }
        let kept = try JSONDecoder().decode(Calibration.self, from: JSONEncoder().encode(calibration))
        let copy = try #require(FittedClassifier(model.record, calibration: kept))
        #expect(try copy.probabilities(of: training.features) == probabilities)
    }

    @Test("cross-validation prefers a strength in the middle to both extremes of a noisy problem")
    func strengths() throws {
        let training = try LogisticRegressionTests.small(labelCount: 2, rowCount: 200)
        let validation = try #require(
            CrossValidation.run([1000, 1, 1e-6].map { LogisticRegression(l2: $0) }, on: training, seed: 1)
        )
        #expect(validation.best == 1)
        #expect(validation.heldOut.rows.count == 200)
    }

    @Test("folds keep roots whole, deal labels evenly and depend on the seed only")
    func folds() throws {
        let base = try LogisticRegressionTests.small(labelCount: 3, rowCount: 90)
        let training = try TrainingSet(
            features: base.features,
            targets: base.targets,
            roots: (0..<90).map { Int64($0 % 45) },
            labelCount: 3
        )
        let folds = Folds(training, count: 5, seed: 3)
        #expect((0..<45).allSatisfy { folds.assignment[$0] == folds.assignment[$0 + 45] })
        #expect((0..<5).allSatisfy { folds.rows(in: $0).count == 18 })
        for fold in 0..<5 {
            let labels = folds.rows(in: fold).map { $0 % 3 }
            #expect((0..<3).allSatisfy { label in labels.count { $0 == label } == 6 })
        }
        #expect(folds == Folds(training, count: 5, seed: 3))
        #expect(folds != Folds(training, count: 5, seed: 4))
    }
}
