internal import Foundation
package import WinnowDomain
package import WinnowLearning

/// Carries out training runs: features, fit, scores, ranking, and what of it is stored.
package struct TrainingRunner: Sendable {
    package let queue: Queue
    private let store: any TrainingStore
    private let featureStore: FeatureStore
    private let models: ModelFolder
    private let dataFolder: DataFolder
    private let clock: any WallClock

    package init(
        queue: Queue,
        dataFolder: DataFolder,
        items: any ItemStore,
        store: any TrainingStore,
        clock: any WallClock
    ) {
        self.queue = queue
        self.store = store
        self.dataFolder = dataFolder
        self.clock = clock
        featureStore = FeatureStore(dataFolder: dataFolder, items: items)
        models = ModelFolder(dataFolder: dataFolder, queue: queue.id)
    }

    /// What a run learns from; values, so that nothing changes under it.
    package struct Snapshot: Sendable {
        package var index: ItemIndex
        package var history: LabelHistory
        /// The event to learn up to.
        package var event: EventNumber
        /// What an earlier run of this process made, to be used again where it still fits.
        package var memory: Memory

        package init(index: ItemIndex, history: LabelHistory, event: EventNumber, memory: Memory = Memory()) {
            self.index = index
            self.history = history
            self.event = event
            self.memory = memory
        }
    }

    /// Results that later runs can use: never needed, always faster.
    package struct Memory: Sendable {
        package internal(set) var features: FeatureSet?
        var anchor: Trainer.Anchor?
        var revision = 0

        package init() {}
    }

    /// What a run made.
    package struct Outcome: Sendable {
        package let version: ModelVersion
        package let classifier: FittedClassifier
        /// `(n, k)` of all rows.
        package let order: QueueState.Order
        package let memory: Memory
    }

    /// The right to train the queue, which one process has at a time.
    ///
    /// - Parameter patience: How long to wait for another process; nil for as long as it takes.
    /// - Throws: `StoreError.busy` when patience ends; `CancellationError`.
    package func lock(patience: Duration?) async throws -> TrainingLock {
        try await TrainingLock.acquire(dataFolder, queue: queue.id, patience: patience)
    }

    /// Trains, scores the pool, stores the model version.
    ///
    /// Computes for long: run it on a `TrainingExecutor`.
    ///
    /// - Parameter lock: The queue's lock if the caller has it; else it is waited for.
    /// - Throws: `LearningError.noTrainingRows` when nothing is labelled; `CancellationError`; what the store says. A run
    ///   that fails is stored as such.
    package func run(_ snapshot: Snapshot, holding lock: TrainingLock? = nil) async throws -> Outcome {
        let held = if let lock { lock } else { try await self.lock(patience: nil) }
        defer { withExtendedLifetime(held) {} }
        let started = clock.now()
        // Nobody else trains the queue now, so what is still said to be running was killed.
        try await store.endAbandonedRuns(of: queue.id, message: "the process ended", at: started)
        let run = try await store.beginRun(queue: queue.id, event: snapshot.event, at: started)
        do {
            return try await train(snapshot, run: run, started: started)
        } catch {
            let state: TrainingRun.State = error is CancellationError ? .cancelled : .failed
            try await store.endRun(run, as: state, message: "\(error)", at: clock.now())
            throw error
        }
    }

    private func train(_ snapshot: Snapshot, run: TrainingRunID, started: Moment) async throws -> Outcome {
        var memory = snapshot.memory
        let features = try await features(snapshot, &memory)
        let trainer = Trainer(queue: queue, features: features, index: snapshot.index)
        let anchor = try anchor(trainer, snapshot, &memory)
        try Task.checkCancellation()
        let product = try trainer.fit(at: snapshot.event, snapshot.history, anchor: anchor)
        let probabilities = try product.classifier.probabilities(of: features.blocks)
        let strategy = QueryStrategy(queue.definition.query.strategy)
        let scores = try strategy.scores(
            probabilities,
            isMultilabel: queue.definition.task == .multilabel,
            seed: queue.definition.seed &+ UInt64(bitPattern: snapshot.event)
        )
        let bytes = try ModelFile.bytes(of: product.classifier)
        let measured = Measurement(product.data.evaluation, probabilities, task: queue.definition.task)
        let version = try await store.storeModel(
            NewModelVersion(
                run: run,
                queue: queue.id,
                recipe: ModelRecipe(
                    event: snapshot.event,
                    features: features.digest,
                    fittedRowCount: features.fittedRowCount,
                    definition: queue.definition,
                    labels: queue.labels.map(\.id),
                    seed: queue.definition.seed,
                    codeVersion: Trainer.codeVersion
                ),
                checksum: Digest(of: bytes),
                summary: TrainingSummary(
                    labelledCount: product.data.training.count,
                    evaluationCount: product.data.evaluation.count,
                    accuracy: measured.accuracy,
                    l2: product.l2,
                    iterationCount: product.iterationCount,
                    seconds: clock.now().seconds - started.seconds
                ),
                at: clock.now()
            )
        )
        try models.store(bytes, number: version.number)
        return Outcome(
            version: version,
            classifier: product.classifier,
            order: QueueState.Order(
                ranking: Ranking(scores: scores),
                source: .ranking,
                strategy: strategy.rawValue,
                modelVersion: version.number
            ),
            memory: memory
        )
    }

    private func features(_ snapshot: Snapshot, _ memory: inout Memory) async throws -> FeatureSet {
        if let features = memory.features, features.rowCount == snapshot.index.count, memory.revision == queue.revision
        {
            return features
        }
        let features = try await featureStore.features(of: queue, index: snapshot.index.entries)
        if features.digest != memory.features?.digest || memory.revision != queue.revision { memory.anchor = nil }
        memory.features = features
        memory.revision = queue.revision
        return features
    }

    private func anchor(_ trainer: Trainer, _ snapshot: Snapshot, _ memory: inout Memory) throws -> Trainer.Anchor? {
        guard let event = Trainer.anchorEvent(snapshot.history, upTo: snapshot.event) else { return nil }
        if let anchor = memory.anchor, anchor.event == event { return anchor }
        // Ten annotations may all be skips: then there is no anchor, which is a function of the event too.
        memory.anchor = try? trainer.anchor(at: event, snapshot.history)
        return memory.anchor
    }
}

extension QueryStrategy {
    package init(_ strategy: QueryDefinition.Strategy) {
        switch strategy {
        case .random: self = .random
        case .leastConfidence: self = .leastConfidence
        case .margin: self = .margin
        case .entropy: self = .entropy
        }
    }
}
