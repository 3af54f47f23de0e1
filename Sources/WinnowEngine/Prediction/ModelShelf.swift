package import WinnowDomain
internal import WinnowLearning
package import WinnowNumerics

/// Gives a queue's model versions for use outside training. What it computes, it computes on `TrainingExecutor.onDemand`.
package struct ModelShelf: Sendable {
    package typealias Store = ModelRebuild.Store

    let queue: Queue
    private let store: any Store
    private let models: ModelFolder
    let rounds: RoundFile
    private let features: FeatureStore
    private let rebuild: ModelRebuild

    package init(queue: Queue, dataFolder: DataFolder, store: any Store) {
        self.queue = queue
        self.store = store
        models = ModelFolder(dataFolder: dataFolder, queue: queue.id)
        rounds = RoundFile(models)
        features = FeatureStore(dataFolder: dataFolder, items: store)
        rebuild = ModelRebuild(queue: queue, dataFolder: dataFolder, store: store)
    }

    /// What there is of a model.
    package enum Finding: Sendable {
        case model(QueueModel)
        /// The version is known, but its file is missing or damaged and could not be built again.
        case lost(ModelVersion, reason: String)
        /// There is no such version, or none at all.
        case none
    }

    /// Probabilities, `(n, k)`, of all items in the index: from the features on disk where the model can read them, else
    /// from the texts. Of those that are not encoded yet they say nothing.
    package func poolProbabilities(
        _ model: QueueModel,
        index: ItemIndex
    ) async throws -> (values: DenseMatrix, isMissing: [Bool]) {
        try await TrainingExecutor.onDemand.perform {
            let features = try await poolFeatures(model, index: index)
            return (try model.classifier.probabilities(of: features.rows), features.isMissing)
        }
    }

    /// Features of all items in the index as the model reads them: those on disk, or made of the texts. Nothing is encoded.
    ///
    /// Takes long: call it on a `TrainingExecutor`.
    func poolFeatures(_ model: QueueModel, index: ItemIndex) async throws -> FeatureSet {
        if let set = await features.current(of: queue, index: index.entries), model.canRead(set, of: queue) {
            return set
        }
        let extractor = model.extractor
        var counts: [CountMatrix] = []
        var dense = extractor.denseColumnCounts.map { _ in [DenseRows]() }
        var isMissing: [Bool] = []
        var (last, left): (ItemID?, Int) = (nil, index.count)
        while left > 0 {
            // Items that came while this was read are left for the next time.
            let page = try await store.items(in: queue.id, after: last, limit: min(4096, left))
            guard let end = page.last else { break }
            // An item whose data do not fit the template any more has no words; `winnow check` names it.
            let texts = page.map { (try? queue.definition.item.text.text(of: $0.data)) ?? "" }
            let found = try extractor.rowsThatAreThere(of: texts)
            counts += found.counts.map { [$0] } ?? []
            for (part, rows) in found.dense.enumerated() { dense[part].append(rows) }
            isMissing += found.isMissing
            last = end.id
            left -= page.count
        }
        return FeatureSet(
            rows: extractor.rows(counts: counts, dense: dense),
            extractor: extractor,
            fittedRowCount: model.version.recipe.fittedRowCount,
            digest: model.version.recipe.features,
            isMissing: isMissing
        )
    }

    /// Items of the pool in the order in which they were served and labelled.
    func draws() async throws -> [Draw] { try await store.draws(in: queue.id) }

    /// The committee that a strategy asks, as it would have been when a model was trained.
    ///
    /// Takes long: call it on a `TrainingExecutor`.
    func committee(
        _ strategy: QueryDefinition.Strategy,
        with model: QueueModel,
        features: FeatureSet,
        index: ItemIndex
    ) async throws -> Committee? {
        try await rebuild.committee(strategy, with: model.version, features: features, index: index)
    }

    /// The features on disk, if they are those of all items in the index.
    package func features(index: ItemIndex) async -> FeatureSet? {
        await features.current(of: queue, index: index.entries)
    }

    /// The same, where all of some examples are encoded.
    func features(of examples: [LearningData.Example], index: ItemIndex) async -> FeatureSet? {
        guard let set = await features(index: index), examples.allSatisfy({ set.hasRow($0.row) }) else { return nil }
        return set
    }

    /// The promoted model, or the version of a number; built again when its file is missing or damaged.
    package func model(version number: Int? = nil, index: ItemIndex) async throws -> Finding {
        try await TrainingExecutor.onDemand.perform { try await find(number, index: index) }
    }

    private func find(_ number: Int?, index: ItemIndex) async throws -> Finding {
        let found: ModelVersion? =
            if let number {
                try await store.model(number, of: queue.id)
            } else {
                try await store.promotedModel(of: queue.id)
            }
        guard let version = found else { return .none }
        guard version.recipe.codeVersion >= Trainer.oldestReadableVersion else {
            return .lost(version, reason: "it learned from texts that an older version of Winnow read in another way")
        }
        guard version.recipe.isOf(encoders: try features.encoderVersions(version.recipe.definition)) else {
            let reason = "it learned from an encoder that is another one now; `winnow retrain` makes one that reads it"
            return .lost(version, reason: reason)
        }
        let classifier: FittedClassifier
        if let stored = models.classifier(of: version) {
            classifier = stored
        } else {
            switch try await rebuild.run(version, index: index) {
            case .same(let rebuilt): classifier = rebuilt
            case .different(let reason), .cannot(let reason):
                let loss = "its file is missing or damaged and cannot be built again: \(reason)"
                return .lost(version, reason: loss)
            }
        }
        let extractor = try await features.extractor(
            of: queue,
            definition: version.recipe.definition,
            fittedRowCount: version.recipe.fittedRowCount,
            index: index.entries
        )
        return .model(QueueModel(version: version, classifier: classifier, extractor: extractor, queue: queue))
    }
}
