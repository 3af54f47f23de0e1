package import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// Builds a stored model version again from its recipe: a model file is derived, and may be lost.
package struct ModelRebuild: Sendable {
    package typealias Store = CounterfactualStore & ItemStore & LabellingStore & QueueStore & TrainingStore

    package enum Outcome: Sendable {
        /// The same bytes, which lie in their place again.
        case same(FittedClassifier)
        /// The recipe gives another model now; nothing was written.
        case different(reason: String)
        /// There is no way to follow the recipe.
        case cannot(reason: String)
    }

    private let queue: Queue
    private let store: any Store
    private let features: FeatureStore
    private let models: ModelFolder

    package init(queue: Queue, dataFolder: DataFolder, store: any Store) {
        self.queue = queue
        self.store = store
        features = FeatureStore(dataFolder: dataFolder, items: store)
        models = ModelFolder(dataFolder: dataFolder, queue: queue.id)
    }

    /// Fits as the training run did and compares the bytes with the checksum in the database.
    ///
    /// - Parameter index: All items of the queue in item order.
    /// - Throws: `CancellationError`, what the store says.
    package func run(_ version: ModelVersion, index: ItemIndex) async throws -> Outcome {
        try await TrainingExecutor.onDemand.perform { try await fit(version, index: index) }
    }

    private func fit(_ version: ModelVersion, index: ItemIndex) async throws -> Outcome {
        let recipe = version.recipe
        guard recipe.fittedRowCount <= index.count else {
            return .cannot(
                reason: "its features were fitted to \(recipe.fittedRowCount) items, and there are "
                    + "\(index.count)"
            )
        }
        guard let queue = try await queue(of: recipe) else {
            return .cannot(reason: "the database does not know all of its labels")
        }
        let history = try await history(of: recipe)
        let annotated = annotatedItems(of: history, in: index)
        let trainer = Trainer(
            queue: queue,
            features: try await rows(of: annotated, recipe, index: index),
            index: annotated
        )
        let classifier: FittedClassifier
        do {
            let anchor = Trainer.anchorEvent(history, upTo: recipe.event).flatMap {
                try? trainer.anchor(at: $0, history)
            }
            classifier = try trainer.fit(at: recipe.event, history, anchor: anchor).classifier
        } catch let error as LearningError {
            return .cannot(reason: "fitting failed: \(error)")
        }
        let bytes = try ModelFile.bytes(of: classifier)
        guard Digest(of: bytes) == version.checksum else { return .different(reason: reason(recipe, index)) }
        try models.store(bytes, number: version.number)
        return .same(classifier)
    }

    /// What was known when the recipe was written.
    private func history(of recipe: ModelRecipe) async throws -> LabelHistory {
        var history = LabelHistory()
        history.append(
            try await store.annotations(in: queue.id, upTo: recipe.event, readWith: recipe.labels)
        )
        history.counterfactuals.update(
            try await store.counterfactuals(in: queue.id, upTo: recipe.event, readWith: recipe.labels)
        )
        return history
    }

    /// The committee that a strategy would have asked when a version was trained; nil where it asks none.
    ///
    /// - Parameter features: Of all items in the index, as the version reads them.
    func committee(
        _ strategy: QueryDefinition.Strategy,
        with version: ModelVersion,
        features: FeatureSet,
        index: ItemIndex
    ) async throws -> Committee? {
        guard strategy.asksCommittee, var queue = try await queue(of: version.recipe) else { return nil }
        queue.definition.query.strategy = strategy
        return try Trainer(queue: queue, features: features, index: index)
            .committee(at: version.recipe.event, try await history(of: version.recipe))
    }

    /// The queue as it was when the recipe was written; nil when a label is not known.
    private func queue(of recipe: ModelRecipe) async throws -> Queue? {
        let known = try await store.labels(recipe.labels)
        guard known.count == recipe.labels.count, known.count == recipe.definition.labels.count else { return nil }
        let labels = zip(known, recipe.definition.labels).map { Label(id: $0.id, name: $1.name, since: $0.since) }
        return Queue(
            id: queue.id,
            name: queue.name,
            definition: recipe.definition,
            revision: queue.revision,
            labels: labels
        )
    }

    /// The items with annotations and the revised ones, in item order: a fit asks for no other rows.
    private func annotatedItems(of history: LabelHistory, in index: ItemIndex) -> ItemIndex {
        let revised = history.counterfactuals.records.compactMap(\.counterfactual.item)
        let rows = Set((history.annotations.map(\.item) + revised).compactMap { index.row(of: $0) })
        return ItemIndex(rows.sorted().map { index.entries[$0] })
    }

    private func rows(of items: ItemIndex, _ recipe: ModelRecipe, index: ItemIndex) async throws -> FeatureSet {
        let extractor = try await features.extractor(
            of: queue,
            definition: recipe.definition,
            fittedRowCount: recipe.fittedRowCount,
            index: index.entries
        )
        var texts: [String] = []
        for chunk in stride(from: 0, to: items.count, by: 1000) {
            let part = items.entries[chunk..<min(chunk + 1000, items.count)]
            // An item whose data do not fit the template had no words in training either.
            texts += try await store.items(part.map(\.id)).map {
                (try? recipe.definition.item.text.text(of: $0.data)) ?? ""
            }
        }
        return FeatureSet(
            rows: try extractor.rows(of: texts),
            extractor: extractor,
            fittedRowCount: recipe.fittedRowCount,
            digest: recipe.features
        )
    }

    /// What may have made the difference, the likeliest first.
    private func reason(_ recipe: ModelRecipe, _ index: ItemIndex) -> String {
        if recipe.codeVersion != Trainer.codeVersion {
            return "it was trained by version \(recipe.codeVersion) of the training code, and this is version "
                + "\(Trainer.codeVersion)"
        }
        let newer = index.entries.prefix(recipe.fittedRowCount).count { $0.event > recipe.event }
        if newer > 0 {
            return "\(newer) of the items that its features were fitted to got their content after its last "
                + "label (event \(recipe.event)), by an import that replaced it"
        }
        return
            "the recipe gives other bytes here: it was trained on another kind of processor, or the stored data were "
            + "changed from outside"
    }
}
