import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CalibrationBoundsTests {
    /// Rows that are all right, with margins from little to much.
    static func separable(rows count: Int, labels: Int) -> HeldOutOutputs {
        var generator = SeededGenerator(seed: 5, purpose: "separable")
        let rows = (0..<count).map { row -> HeldOutOutputs.Row in
            let margin = 0.1 + generator.uniform()
            if labels == 1 {
                return HeldOutOutputs.Row(logits: [row % 2 == 0 ? margin : -margin], truth: [row % 2 == 0])
            }
            let label = row % labels
            return HeldOutOutputs.Row(
                logits: (0..<labels).map { $0 == label ? margin : 0 },
                truth: (0..<labels).map { $0 == label }
            )
        }
        return HeldOutOutputs(rows: rows, isSingleChoice: true)
    }

    static func meanConfidence(_ held: HeldOutOutputs, temperature: Double) -> Double {
        let total = held.rows.reduce(0.0) { sum, row -> Double in
            var values = row.logits.map { $0 / temperature }
            if values.count == 1 { return sum + sigmoid(abs(values[0])) }
            values.withUnsafeMutableBufferPointer { softmax($0) }
            return sum + (values.max() ?? 0)
        }
        return total / Double(held.rows.count)
    }

    @Test(
        "rows that are all right make nobody surer than the rule of succession",
        arguments: [10, 40, 300],
        [1, 2, 4]
    )
    func succession(rows: Int, labels: Int) {
        let held = Self.separable(rows: rows, labels: labels)
        guard case .temperature(let found) = Calibration.fit(.temperature, to: held) else {
            Issue.record("no temperature")
            return
        }
        let bound = Double(rows + 1) / Double(rows + 2)
        let confidence = Self.meanConfidence(held, temperature: found)
        #expect(confidence <= bound + 1e-6, "\(confidence) at \(found), bound \(bound)")
        #expect(confidence > bound - 0.15)
    }

    @Test("outputs that say nothing leave the temperature at 1")
    func flat() {
        let rows = (0..<20).map { row -> HeldOutOutputs.Row in
            HeldOutOutputs.Row(logits: [0, 0], truth: [row % 2 == 0, row % 2 == 1])
        }
        let held = HeldOutOutputs(rows: rows, isSingleChoice: true)
        #expect(Calibration.fit(.temperature, to: held) == .temperature(1))
    }

    @Test(
        "a number added to all logits of a row changes no calibration",
        arguments: [Calibration.Kind.platt, .isotonic]
    )
    func shift(kind: Calibration.Kind) throws {
        let plain = CalibrationTests.held(temperature: 2, labels: 4, rows: 300)
        let shifted = HeldOutOutputs(
            rows: plain.rows.enumerated().map { number, row in
                HeldOutOutputs.Row(logits: row.logits.map { $0 + Double(number % 7) - 3 }, truth: row.truth)
            },
            isSingleChoice: true
        )
        switch (Calibration.fit(kind, to: plain), Calibration.fit(kind, to: shifted)) {
        case (.platt(let left), .platt(let right)):
            for (left, right) in zip(left, right) {
                #expect(abs(left.slope - right.slope) < 1e-6 && abs(left.intercept - right.intercept) < 1e-6)
            }
        case (.isotonic(let left), .isotonic(let right)):
            for (left, right) in zip(left, right) {
                for input in [0.05, 0.2, 0.5, 0.8] { #expect(abs(left(input) - right(input)) < 0.02) }
            }
        default: Issue.record("no calibration")
        }
    }

    @Test(
        "a number added to the bias of all labels changes no probability",
        arguments: [Calibration.Kind.platt, .isotonic]
    )
    func shiftedBias(kind: Calibration.Kind) throws {
        let training = try LogisticRegressionTests.small(labelCount: 4)
        let model = try LogisticRegression().solve(training).fitted
        let shifted = LinearModel(
            head: model.head,
            labelCount: model.labelCount,
            seenLabels: model.seenLabels,
            featureCount: model.featureCount,
            columns: model.columns,
            weights: model.weights,
            bias: model.bias.map { $0 + 2 }
        )
        let calibration = Calibration.fit(kind, to: CalibrationTests.held(temperature: 2, labels: 4, rows: 300))
        func probabilities(_ model: LinearModel) throws -> DenseMatrix {
            try FittedClassifier(model: model, calibration: calibration).probabilities(of: training.features)
        }
        LogisticRegressionTests.expectClose(try probabilities(model), try probabilities(shifted), 1e-4)
    }

    @Test("Platt's line never turns the order of an output around")
    func fallingLine() {
        let rows = CalibrationTests.held(temperature: 1, labels: 1, rows: 200).rows
        let wrong = HeldOutOutputs(
            rows: rows.map { HeldOutOutputs.Row(logits: $0.logits.map { -$0 }, truth: $0.truth) },
            isSingleChoice: true
        )
        #expect(Calibration.fit(.platt, to: wrong) == .platt([PlattLine(slope: 1, intercept: 0)]))
    }

    @Test("an output without rows of both kinds is left as it is", arguments: [Calibration.Kind.platt, .isotonic])
    func oneKind(kind: Calibration.Kind) {
        let rows = (0..<20).map { row -> HeldOutOutputs.Row in
            let truth: [Bool?] = [row % 2 == 0, row % 2 == 1, false]
            return HeldOutOutputs.Row(logits: [Double(row % 3), 1, 0], truth: truth)
        }
        switch Calibration.fit(kind, to: HeldOutOutputs(rows: rows, isSingleChoice: true)) {
        case .platt(let lines): #expect(lines[2] == PlattLine(slope: 1, intercept: 0))
        case .isotonic(let steps): #expect(steps[2](0.3) == 0.3)
        default: Issue.record("no calibration")
        }
    }
}
