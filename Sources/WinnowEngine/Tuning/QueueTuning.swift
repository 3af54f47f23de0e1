package import WinnowDomain
package import WinnowLearning
package import WinnowNumerics

/// A search for better hyperparameters of a queue, by cross-validation on what is labelled.
package struct QueueTuning: Sendable {
    private let queue: Queue
    private let features: FeatureSet
    private let training: [LearningData.Example]
    private let space: TuningSpace
    private let present: SearchSpace.Configuration

    /// - Parameters:
    ///   - kinds: Classifiers to choose from.
    ///   - chosen: What cross-validation chose for the present model.
    package init(
        _ queue: Queue,
        features: FeatureSet,
        data: LearningData,
        kinds: [ClassifierDefinition.Kind],
        chosen: [String: Double]
    ) {
        self.queue = queue
        self.features = features
        training = data.training
        space = TuningSpace(queue.definition, kinds: kinds)
        present = space.present(chosen)
    }

    /// Searches; computes for long.
    ///
    /// - Parameter progress: Told each trial when it is done, and how many there will be.
    /// - Returns: The present hyperparameters are the first trial. nil when it was cancelled, or when there is too little to
    ///   validate on.
    package func run(
        by method: ModelSelection.Method,
        trialCount: Int,
        seed: UInt64,
        cancellation: Cancellation? = nil,
        progress: (_ trial: Trial, _ total: Int) -> Void = { _, _ in }
    ) -> ModelSelection.Outcome? {
        let selection = ModelSelection(space.space, by: method, trialCount: trialCount, seed: seed)
        let total = selection.totalCount(given: 1)
        return selection.run(
            given: [present],
            cancellation: cancellation,
            progress: { progress($0, total) },
            make: { setting($0) }
        )
    }

    /// Labels that the labelled items have.
    package var labelCount: Int { Set(training.flatMap(\.target.present)).count }

    /// The queue as a trial has it.
    package func definition(of trial: Trial) -> QueueDefinition? { space.definition(trial.configuration) }

    private func setting(_ configuration: SearchSpace.Configuration) -> ModelSelection.Setting? {
        guard let definition = space.definition(configuration) else { return nil }
        var changed = queue
        changed.definition = definition
        // What differs is how cheap each column is to learn with, not what the features are.
        let extractor = features.extractor.learned(as: definition.features)
        let set = FeatureSet(
            rows: features.rows,
            extractor: extractor,
            fittedRowCount: features.fittedRowCount,
            digest: features.digest
        )
        let trainer = Trainer(queue: changed, features: set, index: ItemIndex([]))
        let scales = extractor.scales(labelCount: training.count)
        guard let rows = try? trainer.trainingSet(training, scales) else { return nil }
        return ModelSelection.Setting(
            definition.candidates.candidate(of: nil).classifier,
            on: rows
        )
    }
}
