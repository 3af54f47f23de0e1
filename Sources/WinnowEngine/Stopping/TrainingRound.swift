package import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// What one training says of a sample of the pool and of the evaluation items: what later trainings are compared with.
package struct TrainingRound: Sendable, Codable, Equatable {
    /// What the training knew.
    package let event: EventNumber
    /// nil of old rounds: only the last ones are compared by it.
    package var sample: StoppingRound?
    /// Predictions of the evaluation items that had a label; its keys are item ids.
    package let evaluation: StoppingRound

    package var labelCount: Int { evaluation.labelCount }
}

extension Trainer {
    /// The rows of the pool that trainings are compared on. Evaluation items may be among them; they also have a list of their
    /// own.
    ///
    /// - Complexity: O(n log n) for n items.
    func stoppingSample() -> [Int] {
        StoppingSample.rows(keys: index.entries.map(\.id.rawValue), seed: queue.definition.seed)
    }

    /// Looks at a fit.
    ///
    /// - Parameter sampled: From `stoppingSample()`; nil for a round that is not compared by it.
    /// - Complexity: O(rows of the sample and evaluation items), and their features.
    /// - Throws: `LearningError`.
    func round(
        of classifier: FittedClassifier,
        _ data: LearningData,
        at event: EventNumber,
        on sampled: [Int]?
    ) throws(LearningError) -> TrainingRound {
        let labelled = Set(data.training.map(\.row)).union(data.evaluation.map(\.row))
        return TrainingRound(
            event: event,
            sample: sampled == nil ? nil : try round(of: classifier, rows: sampled ?? [], data, labelled),
            evaluation: try round(of: classifier, rows: data.evaluation.map(\.row), data, labelled)
        )
    }

    private func round(
        of classifier: FittedClassifier,
        rows: [Int],
        _ data: LearningData,
        _ labelled: Set<Int>
    ) throws(LearningError) -> StoppingRound {
        let features = self.features.rows.gather(rows)
        return try StoppingRound(
            labelCount: data.training.count,
            keys: rows.map { index.entries[$0].id.rawValue },
            raw: try FittedClassifier(model: classifier.model, calibration: .none).probabilities(of: features),
            calibrated: try classifier.probabilities(of: features),
            isLabelled: rows.map(labelled.contains),
            isMultilabel: queue.definition.task == .multilabel
        )
    }
}
