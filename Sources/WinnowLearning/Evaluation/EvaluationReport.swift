internal import WinnowNumerics

/// Everything that a set of rows with known labels says of a classifier, with intervals.
package struct EvaluationReport: Sendable, Codable {
    /// What one label's rows say.
    package struct Label: Sendable, Codable {
        package let precision: Estimate
        package let recall: Estimate
        package let f1: Double
        /// Rows that have the label.
        package let support: Int
    }

    package let rowCount: Int
    package let metrics: Metrics<Estimate>
    package let labels: [Label]
    /// `confusion[truth][predicted]`, rows; empty in multi-label.
    package let confusion: [[Int]]
    package let calibration: CalibrationBins

    /// Measures, with 95 % bootstrap percentile intervals over roots; accuracy has Wilson's interval in single choice.
    ///
    /// - Parameters:
    ///   - set: At least one row.
    ///   - resampleCount: Bootstrap resamples.
    ///   - seed: The same seed gives the same intervals.
    /// - Source: Efron 1979; Wilson 1927.
    package init(_ set: EvaluationSet, resampleCount: Int = 1000, seed: UInt64) {
        let values = set.metrics()
        let resamples = ParallelFor.map(resampleCount) { index in
            set.metrics(multiplicity: set.resample(seed: seed, index: UInt64(index)))
        }
        var metrics = values.withIntervals(from: resamples)
        var confusion = ConfusionCounts(labelCount: set.labelCount)
        var matrix = [[Int]](repeating: [Int](repeating: 0, count: set.labelCount), count: set.labelCount)
        var bins = CalibrationBins()
        for row in 0..<set.rowCount {
            let predicted = set.predicted(row: row)
            confusion.add(truth: set.truth[row], predicted: predicted)
            if set.isMultilabel { continue }
            matrix[set.truth[row][0]][predicted[0]] += 1
            bins.add(
                confidence: Double(set.probabilities[row, predicted[0]]),
                isRight: predicted == set.truth[row],
                count: 1
            )
        }
        if !set.isMultilabel {
            let right = matrix.indices.reduce(0) { $0 + matrix[$1][$1] }
            metrics.accuracy = Estimate.share(successes: right, trials: set.rowCount)
        }
        rowCount = set.rowCount
        self.metrics = metrics
        labels = (0..<set.labelCount).map { label in
            let (hits, wrong, missed) = (
                confusion.truePositives[label], confusion.falsePositives[label], confusion.falseNegatives[label]
            )
            return Label(
                precision: .share(successes: hits, trials: hits + wrong),
                recall: .share(successes: hits, trials: hits + missed),
                f1: confusion.f1(label),
                support: hits + missed
            )
        }
        self.confusion = set.isMultilabel ? [] : matrix
        calibration = bins
    }
}

extension EvaluationSet {
    /// How often each row is drawn when as many roots as there are, are drawn with replacement.
    func resample(seed: UInt64, index: UInt64) -> [Int] {
        let distinct = Set(roots).sorted()
        var generator = SeededGenerator(seed: seed, purpose: "bootstrap", index: index)
        var draws: [Int64: Int] = [:]
        for _ in distinct.indices {
            draws[distinct[Int.random(in: distinct.indices, using: &generator)], default: 0] += 1
        }
        return roots.map { draws[$0] ?? 0 }
    }
}

extension Metrics<Double> {
    /// Adds the 2.5th and 97.5th percentiles of resamples.
    func withIntervals(from resamples: [Metrics<Double>]) -> Metrics<Estimate> {
        func estimate(_ path: KeyPath<Metrics<Double>, Double>) -> Estimate {
            let sorted = resamples.map { $0[keyPath: path] }.sorted()
            guard let last = sorted.indices.last else {
                return Estimate(value: self[keyPath: path], low: self[keyPath: path], high: self[keyPath: path])
            }
            return Estimate(
                value: self[keyPath: path],
                low: sorted[Int((0.025 * Double(last)).rounded())],
                high: sorted[Int((0.975 * Double(last)).rounded())]
            )
        }
        return Metrics<Estimate>(
            accuracy: estimate(\.accuracy),
            macroPrecision: estimate(\.macroPrecision),
            macroRecall: estimate(\.macroRecall),
            macroF1: estimate(\.macroF1),
            microPrecision: estimate(\.microPrecision),
            microRecall: estimate(\.microRecall),
            microF1: estimate(\.microF1),
            areaUnderCurve: estimate(\.areaUnderCurve),
            logLoss: estimate(\.logLoss),
            brier: estimate(\.brier),
            calibrationError: estimate(\.calibrationError)
        )
    }
}
