/// Everything that a set of rows with known labels says of a classifier, with intervals.
public struct EvaluationReport: Sendable {
    /// What one label's rows say.
    public struct Label: Sendable {
        /// With Wilson's interval; that is 0…1 where the label was never predicted.
        public let precision: Estimate
        /// With Wilson's interval; that is 0…1 where no row has the label.
        public let recall: Estimate
        /// 0…1; 0 where the label is neither true of a row nor predicted.
        public let f1: Double
        /// Rows that have the label.
        public let support: Int
    }

    /// n.
    public let rowCount: Int
    /// With 95 % intervals.
    public let metrics: Metrics<Estimate>
    /// By label, k.
    public let labels: [Label]
    /// `confusion[truth][predicted]`, rows; empty in multi-label.
    public let confusion: [[Int]]
    /// Of each row; in multi-label of each label of a row.
    public let calibration: CalibrationBins

    /// Measures, with 95 % bootstrap percentile intervals over roots.
    ///
    /// The share of rows that are right has Wilson's interval: the accuracy, and in single choice micro precision, recall
    /// and F1, which are the same number there. A bootstrap of rows that are all right would be sure of it.
    ///
    /// Where all resamples agree, or roots are fewer than eight, shares have the bounds of `AgreementBounds`; the log loss, Brier score and calibration
    /// error have none.
    ///
    /// - Parameters:
    ///   - set: At least one row.
    ///   - resampleCount: Bootstrap resamples.
    ///   - seed: The same seed gives the same intervals.
    /// - Source: Efron and Tibshirani 1993, chapter 13 (percentile interval); Wilson 1927. Deviations: a resample in which
    ///   no label has rows of both kinds has no area under the curve, and is left out of that interval; an interval that
    ///   does not hold the estimate, as of the calibration error, which is larger in resamples, is widened to it.
    public init(_ set: EvaluationSet, resampleCount: Int = 1000, seed: UInt64) {
        var metrics = Bootstrap(set).metrics(resampleCount: resampleCount, seed: seed)
        var confusion = ConfusionCounts(labelCount: set.labelCount)
        var matrix = [[Int]](repeating: [Int](repeating: 0, count: set.labelCount), count: set.labelCount)
        var bins = CalibrationBins()
        var right = 0
        for row in 0..<set.rowCount {
            let predicted = set.predicted(row: row)
            confusion.add(truth: set.truth[row], predicted: predicted)
            set.addConfidences(row, predicted, 1, to: &bins)
            if predicted.sorted() == set.truth[row].sorted() { right += 1 }
            if !set.isMultilabel { matrix[set.truth[row][0]][predicted[0]] += 1 }
        }
        metrics.accuracy = Estimate.share(successes: right, trials: set.rowCount)
        AgreementBounds(set, confusion).fill(&metrics)
        if !set.isMultilabel {
            metrics.microPrecision = metrics.accuracy
            metrics.microRecall = metrics.accuracy
            metrics.microF1 = metrics.accuracy
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
