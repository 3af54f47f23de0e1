internal import Foundation
package import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// Carries out training runs: features, fit, scores, ranking, and what of it is stored.
package struct TrainingRunner: Sendable {
    package let queue: Queue
    let store: any TrainingStore
    let models: ModelFolder
    let rounds: RoundFile
    private let featureStore: FeatureStore
    private let dataFolder: DataFolder
    private let clock: any WallClock
    private let encodesAll: Bool

    /// - Parameter encodesAll: Whether a run waits until the whole pool is encoded; else somebody does it beside.
    package init(
        queue: Queue,
        dataFolder: DataFolder,
        items: any ItemStore,
        store: any TrainingStore,
        clock: any WallClock,
        encodesAll: Bool = true
    ) {
        self.encodesAll = encodesAll
        self.queue = queue
        self.store = store
        self.dataFolder = dataFolder
        self.clock = clock
        featureStore = FeatureStore(dataFolder: dataFolder, items: items)
        models = ModelFolder(dataFolder: dataFolder, queue: queue.id)
        rounds = RoundFile(models)
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
        /// The last model, by the number of its version.
        var model: (number: Int, classifier: FittedClassifier)?
        var revision = 0
        /// What trainings said so far.
        var series: RoundSeries?
        /// The neighbours of labelled rows, where the strategy looks at these.
        var candidates = NeighbourCandidates()
        /// Whether the forecast from it is flat; nil where it has to be asked.
        var isFlat: Bool?

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
        // Stored while this thread computes, and also when the run is cancelled meanwhile: hence a task of its own.
        let begun = Task(executorPreference: globalConcurrentExecutor) {
            // Nobody else trains the queue now, so what is still said to be running was killed.
            try await store.endAbandonedRuns(of: queue.id, message: "the process ended", at: started)
            return try await store.beginRun(queue: queue.id, event: snapshot.event, at: started)
        }
        do {
            let cancellation = Cancellation()
            let trained = try await withTaskCancellationHandler {
                try await train(snapshot, cancellation)
            } onCancel: {
                cancellation.cancel()
            }
            return try await keep(trained, run: try await begun.value, started: started)
        } catch {
            let error = error as? LearningError == .cancelled ? CancellationError() : error
            let state: TrainingRun.State = error is CancellationError ? .cancelled : .failed
            let message = state == .cancelled ? "ended before it was done" : "\(error)"
            try await store.endRun(try await begun.value, as: state, message: message, at: clock.now())
            throw error
        }
    }

    /// A fit, and what it says about the pool.
    private struct Trained {
        let event: EventNumber
        let features: FeatureSet
        let product: Trainer.Product
        let selection: Selection
        let predictions: Predictions?
        let accuracy: TrainingSummary.Bounds?
        let memory: Memory
    }

    private func train(_ snapshot: Snapshot, _ cancellation: Cancellation) async throws -> Trained {
        var memory = snapshot.memory
        let features = try await features(snapshot, &memory)
        let trainer = Trainer(
            queue: queue,
            features: features,
            index: snapshot.index,
            cancellation: cancellation
        )
        let anchor = try anchor(trainer, snapshot, &memory)
        try Task.checkCancellation()
        let product = try trainer.fit(at: snapshot.event, snapshot.history, anchor: anchor)
        let probabilities = try product.classifier.probabilities(of: features.rows)
        var query = PoolQuery(
            queue: queue,
            rows: features.rows,
            isMissing: features.isMissing,
            scales: product.scales,
            index: snapshot.index,
            training: product.data.training,
            answered: product.data.answered,
            event: snapshot.event
        )
        query.cancellation = cancellation
        try remember(&query, &memory)
        try compare(product, trainer, snapshot, &memory)
        let selection = try query.select(
            by: queue.definition.query.strategy,
            probabilities,
            committee: try trainer.committee(at: snapshot.event, snapshot.history, anchor: anchor, product),
            isFlat: isFlat(product.data, &memory)
        )
        return Trained(
            event: snapshot.event,
            features: features,
            product: product,
            selection: selection,
            predictions: predictions(probabilities, features),
            accuracy: Measurement(product.data.evaluation, probabilities, task: queue.definition.task).accuracy,
            memory: memory
        )
    }

    /// Finds the neighbours of rows that were labelled since the last time, and keeps them for the next.
    func remember(_ query: inout PoolQuery, _ memory: inout Memory) throws {
        guard queue.definition.query.around.neighbours > 0, query.rows.denseColumnCount > 0 else { return }
        query.candidates = memory.candidates
        query.candidates = try query.neighbours()
        memory.candidates = query.candidates
    }

    /// Adds the training to the series that stopping criteria and forecasts compare, where it is far enough from the last.
    private func compare(
        _ product: Trainer.Product,
        _ trainer: Trainer,
        _ snapshot: Snapshot,
        _ memory: inout Memory
    ) throws {
        let event = snapshot.event
        let kept = memory.series ?? rounds.read(queue)
        var series = try kept ?? trainer.series(before: event, snapshot.history, like: product)
        // Rows that are not encoded are all alike, and later rounds would be compared with that.
        let isWanted = trainer.features.isMissing.isEmpty && series.wants(product.data.training.count)
        if isWanted { series.append(try round(product, trainer, at: event)) }
        if isWanted || kept == nil {
            // It can be made again, so a training does not fail for it.
            try? rounds.write(series)
            memory.isFlat = nil
        }
        memory.series = series
    }

    private func round(
        _ product: Trainer.Product,
        _ trainer: Trainer,
        at event: EventNumber
    ) throws -> TrainingRound {
        try trainer.round(of: product.classifier, product.data, at: event, on: trainer.stoppingSample())
    }

    /// Whether further labels of the same kind are expected to bring nothing, for the strategy that wants to know.
    func isFlat(_ data: LearningData, _ memory: inout Memory) -> Bool {
        guard queue.definition.query.strategy == .auto, let series = memory.series else { return false }
        if let isFlat = memory.isFlat { return isFlat }
        let forecast = try? series.forecast(data.evaluation, seed: queue.definition.seed).get()
        memory.isFlat = forecast?.isFlat ?? false
        return memory.isFlat ?? false
    }

    /// Kept with the ranking only where annotators are shown them: they take 4 bytes a row and label.
    func predictions(_ probabilities: DenseMatrix, _ features: FeatureSet) -> Predictions? {
        guard queue.definition.assignment.suggest > 0 else { return nil }
        return Predictions(
            labels: queue.labels.map(\.id),
            probabilities: probabilities,
            isMultilabel: queue.definition.task == .multilabel,
            isMissing: features.isMissing
        )
    }

    func order(_ ranking: Ranking, by version: ModelVersion, _ predictions: Predictions?) -> QueueState.Order {
        QueueState.Order(
            ranking: ranking,
            source: .ranking,
            strategy: queue.definition.query.strategy.rawValue,
            modelVersion: version.number,
            predictions: predictions
        )
    }

    /// Stores the model version while this thread ranks the pool.
    private func keep(_ trained: Trained, run: TrainingRunID, started: Moment) async throws -> Outcome {
        let stored = Task(executorPreference: globalConcurrentExecutor) {
            try await store(trained, run: run, started: started)
        }
        let ranking = Ranking(trained.selection)
        let version = try await stored.value
        var memory = trained.memory
        memory.model = (version.number, trained.product.classifier)
        return Outcome(
            version: version,
            classifier: trained.product.classifier,
            order: order(ranking, by: version, trained.predictions),
            memory: memory
        )
    }

    private func store(_ trained: Trained, run: TrainingRunID, started: Moment) async throws -> ModelVersion {
        let (product, now) = (trained.product, clock.now())
        let bytes = try ModelFile.bytes(of: product.classifier)
        let version = try await store.storeModel(
            NewModelVersion(
                run: run,
                queue: queue.id,
                recipe: ModelRecipe(
                    event: trained.event,
                    features: trained.features.digest,
                    fittedRowCount: trained.features.fittedRowCount,
                    definition: queue.definition,
                    labels: queue.labels.map(\.id),
                    seed: queue.definition.seed,
                    codeVersion: Trainer.codeVersion,
                    encoders: trained.features.encoders
                ),
                checksum: Digest(of: bytes),
                summary: TrainingSummary(
                    labelledCount: product.data.training.count,
                    evaluationCount: product.data.evaluation.count,
                    accuracy: trained.accuracy,
                    hyperparameters: product.candidate.hyperparameters,
                    iterationCount: product.fit.iterationCount,
                    seconds: now.seconds - started.seconds,
                    pairWeight: product.pairWeight,
                    remarks: product.fit.remarks.map(\.description),
                    epochs: product.fit.curve?.epochs.map { TrainingSummary.Epoch($0) } ?? []
                ),
                at: now
            )
        )
        try models.store(bytes, number: version.number)
        return version
    }

    /// What has to be encoded for a run: what is labelled is learned from, and what is not can wait where somebody encodes it.
    private func demand(_ snapshot: Snapshot) -> EncodingDemand {
        guard !encodesAll else { return .all }
        let standing = snapshot.history.standing(at: snapshot.event)
        let revised = standing.counterfactuals.compactMap(\.counterfactual.item)
        return .rows(standing.answered.union(revised).compactMap { snapshot.index.row(of: $0) }.sorted())
    }

    func features(_ snapshot: Snapshot, _ memory: inout Memory) async throws -> FeatureSet {
        if let features = memory.features, features.rowCount == snapshot.index.count,
            memory.revision == queue.revision, features.isMissing.isEmpty, try isOfPresentEncoders(features)
        {
            return features
        }
        let features = try await featureStore.features(
            of: queue,
            index: snapshot.index.entries,
            encoding: demand(snapshot)
        )
        if features.digest != memory.features?.digest || memory.revision != queue.revision { memory.anchor = nil }
        // Neighbours that were found while rows were missing are those of what there was.
        if memory.features?.isMissing.isEmpty == false { memory.candidates = NeighbourCandidates() }
        memory.features = features
        memory.revision = queue.revision
        return features
    }

    private func isOfPresentEncoders(_ features: FeatureSet) throws -> Bool {
        try features.encoders.isEmpty || features.encoders == featureStore.encoderVersions(queue.definition)
    }

    private func anchor(_ trainer: Trainer, _ snapshot: Snapshot, _ memory: inout Memory) throws -> Trainer.Anchor? {
        guard let event = Trainer.anchorEvent(snapshot.history, upTo: snapshot.event) else { return nil }
        if let anchor = memory.anchor, anchor.event == event { return anchor }
        // Ten annotations may all be skips: then there is no anchor, which is a function of the event too.
        memory.anchor = try? trainer.anchor(at: event, snapshot.history)
        return memory.anchor
    }
}

extension TrainingSummary.Epoch {
    fileprivate init(_ epoch: TrainingCurve.Epoch) {
        self.init(
            trainingLoss: epoch.trainingLoss,
            heldOutLoss: epoch.heldOutLoss,
            learningRate: epoch.learningRate,
            gradientNorm: epoch.gradientNorm
        )
    }
}
