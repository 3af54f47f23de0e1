import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct EvaluationTests {
    struct Case: Decodable {
        let probabilities: [[Float]]
        let labels: [Int]
        let accuracy, macroPrecision, macroRecall, macroF1, microPrecision, microRecall, microF1: Double
        let areaUnderCurve, logLoss, brier, calibrationError: Double

        var set: EvaluationSet {
            EvaluationSet(
                probabilities: DenseMatrix(
                    rowCount: labels.count,
                    columnCount: probabilities[0].count,
                    values: probabilities.flatMap { $0 }
                ),
                truth: labels.map { [$0] }
            )
        }
    }

    struct Isotonic: Decodable {
        let inputs, outputs, grid, values: [Double]
    }

    struct Reference: Decodable {
        let cases: [Case]
        let isotonic: Isotonic
    }

    @Test("every measure is scikit-learn's")
    func scikitLearn() throws {
        for one in try fixture("metrics.json", as: Reference.self).cases {
            let found = one.set.metrics()
            let pairs = [
                (found.accuracy, one.accuracy), (found.macroPrecision, one.macroPrecision),
                (found.macroRecall, one.macroRecall), (found.macroF1, one.macroF1),
                (found.microPrecision, one.microPrecision), (found.microRecall, one.microRecall),
                (found.microF1, one.microF1), (found.areaUnderCurve, one.areaUnderCurve),
                (found.logLoss, one.logLoss), (found.brier, one.brier),
                (found.calibrationError, one.calibrationError),
            ]
            for (index, (mine, theirs)) in pairs.enumerated() {
                #expect(abs(mine - theirs) < 1e-6, "measure \(index): \(mine), not \(theirs)")
            }
        }
    }

    @Test("isotonic steps are scikit-learn's")
    func isotonic() throws {
        let reference = try fixture("metrics.json", as: Reference.self).isotonic
        let steps = IsotonicSteps(fitting: zip(reference.inputs, reference.outputs).map { ($0, $1, 1) })
        for (input, value) in zip(reference.grid, reference.values) { #expect(abs(steps(input) - value) < 1e-9) }
    }

    @Test("a report holds the confusion matrix and intervals around every measure")
    func report() throws {
        let set = try fixture("metrics.json", as: Reference.self).cases[2].set
        let report = EvaluationReport(set, resampleCount: 200, seed: 4)
        #expect(report.confusion.joined().reduce(0, +) == 120)
        #expect(report.labels.map(\.support).reduce(0, +) == 120)
        #expect(report.confusion == EvaluationReport(set, resampleCount: 10, seed: 5).confusion)
        for estimate in [report.metrics.accuracy, report.metrics.macroF1, report.metrics.logLoss, report.metrics.brier]
        {
            let bounds = try #require(estimate.bounds)
            #expect(bounds.lowerBound < estimate.value && estimate.value < bounds.upperBound)
        }
    }

    @Test("Wilson's interval has its published values and stays within 0 and 1")
    func wilson() throws {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (successes, trials, low, high) in [
            (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
        ] {
            let bounds = try #require(Estimate.share(successes: successes, trials: trials).bounds)
            #expect(abs(bounds.lowerBound - low) < 1e-4 && abs(bounds.upperBound - high) < 1e-4)
        }
        #expect(Estimate.share(successes: 0, trials: 0).bounds == 0...1)
    }

    @Test("Newcombe's interval of a difference has its published values, and everything where nothing is known")
    func newcombe() throws {
        // Newcombe 1998, table II, method 10: 56 of 70 against 48 of 80, 9 of 10 against 3 of 10, 10 of 10 against 0 of 10.
        for (first, second, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 10), 0.6075, 1),
        ] {
            let estimate = Estimate.difference(
                (successes: first.0, trials: first.1),
                (successes: second.0, trials: second.1)
            )
            let bounds = try #require(estimate.bounds)
            #expect(abs(bounds.lowerBound - low) < 1e-4 && abs(bounds.upperBound - high) < 1e-4, "\(bounds)")
        }
        #expect(Estimate.difference((1, 1), (0, 0)).bounds == -1...1)
    }

    @Test("rows of one root are resampled together")
    func resampling() {
        let set = EvaluationSet(
            probabilities: DenseMatrix(rowCount: 6, columnCount: 2, values: [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1]),
            truth: [[0], [0], [0], [0], [0], [0]],
            roots: [1, 1, 1, 1, 1, 1]
        )
        // One root only: each resample is the whole set, so nothing can vary, and nothing is known of these.
        let metrics = EvaluationReport(set, resampleCount: 50, seed: 1).metrics
        #expect(metrics.logLoss.bounds == nil && metrics.brier.bounds == nil && metrics.calibrationError.bounds == nil)
    }

    @Test("multi-label rows are right when all their labels are")
    func multilabel() {
        let set = EvaluationSet(
            probabilities: DenseMatrix(rowCount: 2, columnCount: 3, values: [0.9, 0.8, 0.1, 0.9, 0.2, 0.6]),
            truth: [[0, 1], [0, 1]],
            isMultilabel: true
        )
        let metrics = set.metrics()
        #expect(metrics.accuracy == 0.5)
        #expect(abs(metrics.microF1 - 6.0 / 8) < 1e-12)
    }
}
