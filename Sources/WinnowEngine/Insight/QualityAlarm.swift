package import WinnowDomain

/// That a model is worse than one before it, by more than chance explains.
///
/// Both are measured on labelled items that neither learned from; the intervals have to lie apart, which two 95 % intervals of
/// equal models do about once in two hundred times.
package struct QualityAlarm: Sendable {
    package let model: ModelVersion
    package let accuracy: TrainingSummary.Bounds
    /// The best before it.
    package let best: ModelVersion
    package let bestAccuracy: TrainingSummary.Bounds

    /// nil when there is no reason for one.
    package init?(_ model: ModelVersion, after earlier: [ModelVersion]) {
        let measured = earlier.compactMap { model in model.summary.accuracy.map { (model, $0) } }
        guard let accuracy = model.summary.accuracy, let best = measured.max(by: { $0.1.low < $1.1.low }),
            accuracy.high < best.1.low
        else { return nil }
        self.model = model
        self.accuracy = accuracy
        self.best = best.0
        bestAccuracy = best.1
    }

    package var sentence: String {
        "model \(model.number) is right about \(percent(accuracy.value)) of the labelled items that it did not learn from, "
            + "model \(best.number) was about \(percent(bestAccuracy.value)); look at the labels given since, and at changes "
            + "of the queue file"
    }

    private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}
