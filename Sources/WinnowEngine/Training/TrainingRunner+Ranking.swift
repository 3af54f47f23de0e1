internal import WinnowDomain
internal import WinnowLearning

extension TrainingRunner {
    /// An order by a model that was there already.
    package struct Ranked: Sendable {
        /// nil: the present model cannot rank the queue as it is now.
        package let order: QueueState.Order?
        package let memory: Memory
    }

    /// Ranks the pool with the promoted model, without learning anything; before there is one, by the initialization strategy.
    ///
    /// It cannot where the queue has other labels or settings than the model learned with, where its file is lost, where
    /// an encoder is another one, and where so many items came that features are weighted anew.
    ///
    /// Computes for long: run it on a `TrainingExecutor`.
    package func rank(_ snapshot: Snapshot) async throws -> Ranked {
        var memory = snapshot.memory
        guard let version = try await store.promotedModel(of: queue.id) else {
            return try await firstItems(snapshot, memory)
        }
        guard version.recipe.fits(queue), let classifier = classifier(of: version, memory) else {
            return Ranked(order: nil, memory: memory)
        }
        memory.model = (version.number, classifier)
        // Others may be making the same features.
        let lock = try await lock(patience: nil)
        let features = try await features(snapshot, &memory)
        withExtendedLifetime(lock) {}
        guard features.fittedRowCount == version.recipe.fittedRowCount,
            version.recipe.isOf(encoders: features.encoders)
        else {
            return Ranked(order: nil, memory: memory)
        }
        let probabilities = try classifier.probabilities(of: features.rows)
        let event = version.recipe.event
        let data = LearningData(snapshot.history.standing(at: event), queue: queue, index: snapshot.index)
        var query = PoolQuery(
            queue: queue,
            rows: features.rows,
            isMissing: features.isMissing,
            scales: features.extractor.scales(labelCount: data.training.count),
            index: snapshot.index,
            training: data.training,
            answered: snapshot.history.standing(at: snapshot.event).answered,
            event: event
        )
        try remember(&query, &memory)
        memory.series = memory.series ?? rounds.read(queue)
        let selection = try query.select(
            by: queue.definition.query.strategy,
            probabilities,
            // It is not stored: it is fitted again, the same as at the event.
            committee: try Trainer(queue: queue, features: features, index: snapshot.index)
                .committee(at: event, snapshot.history),
            isFlat: isFlat(data, &memory)
        )
        return Ranked(
            order: order(Ranking(selection), by: version, predictions(probabilities, features)),
            memory: memory
        )
    }

    private func firstItems(_ snapshot: Snapshot, _ memory: Memory) async throws -> Ranked {
        var memory = memory
        let lock = try await lock(patience: nil)
        let features = try await features(snapshot, &memory)
        withExtendedLifetime(lock) {}
        let query = InitialQuery(
            queue: queue,
            features: features,
            index: snapshot.index,
            answered: snapshot.history.standing(at: snapshot.event).answered
        )
        guard let selection = try query.select(seed: queue.definition.seed) else {
            return Ranked(order: nil, memory: memory)
        }
        let order = QueueState.Order(
            ranking: Ranking(selection),
            source: .initialization,
            strategy: queue.definition.initialization.strategy.rawValue,
            modelVersion: nil
        )
        return Ranked(order: order, memory: memory)
    }

    /// The event that the promoted model knows; nil when it is none that the queue as it is now would train.
    func learnedEvent() async throws -> EventNumber? {
        guard let version = try await store.promotedModel(of: queue.id), version.recipe.fits(queue) else { return nil }
        return version.recipe.event
    }

    private func classifier(of version: ModelVersion, _ memory: Memory) -> FittedClassifier? {
        if let model = memory.model, model.number == version.number { return model.classifier }
        return models.classifier(of: version)
    }
}
