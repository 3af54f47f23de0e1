import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct EvaluationIntervalTests {
    /// Forty rows, the first of the second label, all told apart.
    static let rare = EvaluationSet(
        probabilities: DenseMatrix(
            rowCount: 40,
            columnCount: 2,
            values: (0..<40).flatMap { $0 == 0 ? [0.1, 0.9] : [0.9, 0.1] }
        ),
        truth: (0..<40).map { [$0 == 0 ? 1 : 0] }
    )

    static func random(rows: Int, labels: Int, isMultilabel: Bool) -> EvaluationSet {
        var generator = SeededGenerator(seed: 9, purpose: "evaluation")
        let values = (0..<rows).flatMap { _ -> [Float] in
            let raw = (0..<labels).map { _ in (generator.uniform() * 8).rounded() / 8 + 0.01 }
            let sum = isMultilabel ? 1.01 : raw.reduce(0, +)
            return raw.map { Float($0 / sum) }
        }
        return EvaluationSet(
            probabilities: DenseMatrix(rowCount: rows, columnCount: labels, values: values),
            truth: (0..<rows).map { row in
                isMultilabel ? (0..<labels).filter { (row + $0) % 3 == 0 } : [row % labels]
            },
            isMultilabel: isMultilabel
        )
    }

    @Test("resamples without a label's rows say nothing of its area under the curve")
    func rareLabel() {
        let area = EvaluationReport(Self.rare, seed: 3).metrics.areaUnderCurve
        // One row of the rarer kind: what one success of one trial tells.
        #expect(area == .share(successes: 1, trials: 1))
    }

    @Test("with rows of one label only nothing is known of the area under the curve")
    func oneLabel() {
        let set = EvaluationSet(
            probabilities: DenseMatrix(rowCount: 12, columnCount: 2, values: (0..<24).map { Float($0 % 2) }),
            truth: (0..<12).map { _ in [1] }
        )
        #expect(EvaluationReport(set, seed: 3).metrics.areaUnderCurve == Estimate(value: 0.5, bounds: 0...1))
    }

    @Test("in single choice the micro means are the accuracy, with its interval")
    func micro() {
        let metrics = EvaluationReport(Self.rare, seed: 3).metrics
        #expect(metrics.accuracy == .share(successes: 40, trials: 40))
        #expect(
            [metrics.microPrecision, metrics.microRecall, metrics.microF1] == [
                metrics.accuracy, metrics.accuracy, metrics.accuracy,
            ]
        )
    }

    @Test("rows that are all right leave no mean over labels sure of itself")
    func allRight() throws {
        let metrics = EvaluationReport(Self.rare, seed: 3).metrics
        // Each label alike: 39 of 39 and 1 of 1.
        let (many, one) = (Estimate.share(successes: 39, trials: 39), Estimate.share(successes: 1, trials: 1))
        let low = try (#require(many.bounds).lowerBound + #require(one.bounds).lowerBound) / 2
        for mean in [metrics.macroPrecision, metrics.macroRecall, metrics.macroF1] {
            let bounds = try #require(mean.bounds)
            #expect(mean.value == 1 && abs(bounds.lowerBound - low) < 1e-12 && bounds.upperBound == 1)
        }
    }

    @Test("seven rows are too few to draw from, eight are enough")
    func fewRows() {
        func bounds(_ rows: Int) -> ClosedRange<Double>? {
            EvaluationReport(Self.random(rows: rows, labels: 3, isMultilabel: false), seed: 3).metrics.logLoss.bounds
        }
        #expect(bounds(7) == nil && bounds(8) != nil)
    }

    @Test("each interval holds its estimate", arguments: [true, false])
    func holds(isMultilabel: Bool) throws {
        let metrics = EvaluationReport(Self.random(rows: 30, labels: 3, isMultilabel: isMultilabel), seed: 3).metrics
        for estimate in [
            metrics.macroPrecision, metrics.macroRecall, metrics.macroF1, metrics.microPrecision, metrics.microRecall,
            metrics.microF1, metrics.areaUnderCurve, metrics.logLoss, metrics.brier, metrics.calibrationError,
        ] {
            let bounds = try #require(estimate.bounds)
            #expect(bounds.contains(estimate.value) && bounds.lowerBound < bounds.upperBound)
        }
    }

    @Test("the accuracy of whole sets of labels has Wilson's interval")
    func multilabelAccuracy() {
        let set = EvaluationSet(
            probabilities: DenseMatrix(rowCount: 9, columnCount: 1, values: [Float](repeating: 0.9, count: 9)),
            truth: (0..<9).map { _ in [0] },
            isMultilabel: true
        )
        #expect(EvaluationReport(set, seed: 3).metrics.accuracy == .share(successes: 9, trials: 9))
    }

    @Test("multi-label reports fill the calibration bins, one decision a label", arguments: [true, false])
    func bins(isMultilabel: Bool) {
        let set = Self.random(rows: 30, labels: 3, isMultilabel: isMultilabel)
        let report = EvaluationReport(set, resampleCount: 10, seed: 3)
        #expect(report.calibration.counts.reduce(0, +) == (isMultilabel ? 90 : 30))
        #expect(report.calibration.error == report.metrics.calibrationError.value)
    }

    @Test("the area under the curve is the share of pairs in the right order, however rows are counted")
    func naiveArea() throws {
        let set = Self.random(rows: 60, labels: 3, isMultilabel: false)
        let counts = (0..<60).map { ($0 * 7) % 4 }
        var areas: [Double] = []
        for label in 0..<3 {
            var (right, pairs) = (0.0, 0.0)
            for one in 0..<60 where set.truth[one] == [label] {
                for other in 0..<60 where set.truth[other] != [label] {
                    let times = Double(counts[one] * counts[other])
                    let (left, rest) = (set.probabilities[one, label], set.probabilities[other, label])
                    right += times * (left > rest ? 1 : left == rest ? 0.5 : 0)
                    pairs += times
                }
            }
            areas.append(right / pairs)
        }
        #expect(abs(set.metrics(multiplicity: counts).areaUnderCurve - areas.reduce(0, +) / 3) < 1e-12)
    }
}
