/// Bounds of shares in which all resamples agree, as they do when every row is right: a bootstrap would be sure of them.
///
/// A trial is a root: rows of one root are no evidence of their own.
///
/// - Source: Wilson 1927. For the area under the curve, Birnbaum and Klose 1957: its variance is at most that of a share
///   with as many trials as the rarer kind has.
struct AgreementBounds {
    private let set: EvaluationSet
    private let predicted: [[Int]]
    private let confusion: ConfusionCounts

    init(_ set: EvaluationSet, _ confusion: ConfusionCounts) {
        self.set = set
        self.confusion = confusion
        predicted = (0..<set.rowCount).map { set.predicted(row: $0) }
    }

    /// Fills in what has no bounds; measures that are no shares stay without.
    func fill(_ metrics: inout Metrics<Estimate>) {
        let labels = confusion.occurringLabels
        fill(&metrics.macroPrecision, labels, confusion.precision) { row, label in predicted[row].contains(label) }
        fill(&metrics.macroRecall, labels, confusion.recall) { row, label in set.truth[row].contains(label) }
        fill(&metrics.macroF1, labels, confusion.f1) { row, label in
            predicted[row].contains(label) || set.truth[row].contains(label)
        }
        for micro in [\Metrics<Estimate>.microPrecision, \.microRecall, \.microF1]
        where metrics[keyPath: micro].bounds == nil {
            let value = metrics[keyPath: micro].value
            metrics[keyPath: micro] = Estimate(
                value: value,
                bounds: Estimate.wilson(value, trials: rootCount { _ in true })
            )
        }
        let area = metrics.areaUnderCurve
        guard area.bounds == nil else { return }
        let trials = labels.map { label in
            min(rootCount { set.truth[$0].contains(label) }, rootCount { !set.truth[$0].contains(label) })
        }.filter { $0 > 0 }
        metrics.areaUnderCurve = Estimate(
            value: area.value,
            bounds: mean(trials.map { Estimate.wilson(area.value, trials: $0) })
        )
    }

    /// The mean of the labels' intervals: wider than the mean's own, because labels do not err together.
    private func fill(
        _ estimate: inout Estimate,
        _ labels: [Int],
        _ measure: (Int) -> Double,
        isTrial: (_ row: Int, _ label: Int) -> Bool
    ) {
        guard estimate.bounds == nil else { return }
        let bounds = labels.map { label in
            Estimate.wilson(measure(label), trials: rootCount { isTrial($0, label) })
        }
        estimate = Estimate(value: estimate.value, bounds: mean(bounds))
    }

    private func rootCount(_ isCounted: (Int) -> Bool) -> Int {
        Set((0..<set.rowCount).filter(isCounted).map { set.roots[$0] }).count
    }

    /// 0…1, all that is known of a share, without any interval.
    private func mean(_ bounds: [ClosedRange<Double>]) -> ClosedRange<Double> {
        guard !bounds.isEmpty else { return 0...1 }
        let count = Double(bounds.count)
        let low = bounds.reduce(0) { $0 + $1.lowerBound } / count
        let high = bounds.reduce(0) { $0 + $1.upperBound } / count
        return low...max(low, high)
    }
}
