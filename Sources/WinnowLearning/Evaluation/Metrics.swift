private import Foundation
internal import WinnowNumerics

/// The measures of a classifier on rows with known labels.
public struct Metrics<Value: Sendable>: Sendable {
    /// Share of rows with exactly the right labels.
    public var accuracy: Value
    /// Mean precision of the labels that occur, each alike, 0…1.
    public var macroPrecision: Value
    /// Mean recall of the labels that occur, each alike, 0…1.
    public var macroRecall: Value
    /// Mean F1 of the labels that occur, each alike, 0…1.
    public var macroF1: Value
    /// Precision over all labels together, 0…1.
    public var microPrecision: Value
    /// Recall over all labels together, 0…1.
    public var microRecall: Value
    /// F1 over all labels together, 0…1.
    public var microF1: Value
    /// Mean over the labels of the area under the curve of that label against the rest; Hanley and McNeil 1982.
    public var areaUnderCurve: Value
    /// Mean negative log probability of the truth, in nats, probabilities clipped to 1e-7.
    public var logLoss: Value
    /// Mean squared distance of probabilities and truth, 0…2 (0…1 a label in multi-label); Brier 1950.
    public var brier: Value
    /// Mean gap of confidence and accuracy in 15 bins of equal width, 0…1; Naeini et al. 2015, Guo et al. 2017.
    public var calibrationError: Value
}

extension EvaluationSet {
    /// The measures, rows counted as often as `multiplicity` says.
    ///
    /// Without a label that some rows have and some have not, the area under the curve is 0.5.
    ///
    /// - Parameter multiplicity: A count a row; nil counts each once.
    /// - Complexity: O(n·k + k·n log n).
    public func metrics(multiplicity: [Int]? = nil) -> Metrics<Double> {
        let counts = multiplicity ?? [Int](repeating: 1, count: rowCount)
        return metrics(counts, area: ScoreOrders(self).meanAreaUnderCurve(counts) ?? 0.5)
    }

    /// - Parameter area: The mean area under the curve of rows counted so.
    /// - Complexity: O(n·k).
    func metrics(_ counts: [Int], area: Double) -> Metrics<Double> {
        let total = Double(max(counts.reduce(0, +), 1))
        var confusion = ConfusionCounts(labelCount: labelCount)
        var bins = CalibrationBins()
        var (exact, logLoss, brier) = (0, 0.0, 0.0)
        for row in 0..<rowCount where counts[row] > 0 {
            let predicted = predicted(row: row)
            confusion.add(truth: truth[row], predicted: predicted, times: counts[row])
            if predicted.sorted() == truth[row].sorted() { exact += counts[row] }
            logLoss += rowLogLoss(row) * Double(counts[row])
            brier += rowBrier(row) * Double(counts[row])
            addConfidences(row, predicted, counts[row], to: &bins)
        }
        return Metrics(
            accuracy: Double(exact) / total,
            macroPrecision: confusion.macro(confusion.precision),
            macroRecall: confusion.macro(confusion.recall),
            macroF1: confusion.macro(confusion.f1),
            microPrecision: confusion.microPrecision,
            microRecall: confusion.microRecall,
            microF1: confusion.microF1,
            areaUnderCurve: area,
            logLoss: logLoss / total,
            brier: brier / total,
            calibrationError: bins.error
        )
    }

    private func rowLogLoss(_ row: Int) -> Double {
        if !isMultilabel { return -log(max(Double(probabilities[row, truth[row][0]]), 1e-7)) }
        return (0..<labelCount).reduce(0) { sum, label in
            let p = Double(probabilities[row, label])
            return sum - log(max(truth[row].contains(label) ? p : 1 - p, 1e-7))
        } / Double(labelCount)
    }

    private func rowBrier(_ row: Int) -> Double {
        let sum = (0..<labelCount).reduce(0.0) { sum, label in
            let gap = Double(probabilities[row, label]) - (truth[row].contains(label) ? 1 : 0)
            return sum + gap * gap
        }
        return isMultilabel ? sum / Double(labelCount) : sum
    }

    func addConfidences(_ row: Int, _ predicted: [Int], _ count: Int, to bins: inout CalibrationBins) {
        if !isMultilabel {
            bins.add(
                confidence: Double(probabilities[row, predicted[0]]),
                isRight: predicted == truth[row],
                count: count
            )
            return
        }
        for label in 0..<labelCount {
            let p = Double(probabilities[row, label])
            let isPredicted = predicted.contains(label)
            bins.add(
                confidence: isPredicted ? p : 1 - p,
                isRight: isPredicted == truth[row].contains(label),
                count: count
            )
        }
    }
}
