package import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// The items that should be labelled next, with the model's view of each.
package struct PoolRanking: Sendable {
    package struct Entry: Sendable {
        /// From 1.
        package let rank: Int
        package let item: Item
        package let text: String
        package let score: Double
        /// Labels with their probabilities, most probable first; empty without a model.
        package let probabilities: [(label: String, probability: Double)]
    }

    package let entries: [Entry]
    /// nil: no model yet, the items are in the initial order.
    package let modelVersion: Int?
    package let strategy: String
    /// Items that are still to be labelled.
    package let poolCount: Int

    /// Ranks a queue's pool.
    ///
    /// - Parameters:
    ///   - model: nil ranks by the initial order.
    ///   - strategy: nil for the queue's own.
    package init(
        of queue: Queue,
        top count: Int,
        model: QueueModel?,
        strategy: QueryDefinition.Strategy?,
        index: ItemIndex,
        standing: KnownLabels,
        shelf: ModelShelf,
        store: any ItemStore
    ) async throws {
        let chosen = strategy ?? queue.definition.query.strategy
        let asked = try await TrainingExecutor.onDemand.perform {
            try await Self.asked(queue, model, chosen, index, standing, shelf)
        }
        let (rows, openCount) = try await TrainingExecutor.onDemand.perform {
            var state = QueueState(definition: queue.definition, index: index, order: asked.order, seed: 0)
            state.apply(standing.annotations.values.flatMap { $0 })
            return (state.leading(count), state.poolCount)
        }
        let items = try await store.items(rows.map { index.entries[$0.row].id })
        let byID = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        entries = rows.enumerated().compactMap { position, row in
            guard let item = byID[index.entries[row.row].id] else { return nil }
            return Entry(
                rank: position + 1,
                item: item,
                text: (try? queue.definition.item.text.text(of: item.data)) ?? "",
                score: Double(row.score ?? 0),
                probabilities: PoolRanking.named(asked.probabilities?.row(row.row), model)
            )
        }
        modelVersion = model?.version.number
        self.strategy = asked.order.strategy
        poolCount = openCount
    }

    /// What the pool is ordered by, and what the model says of it.
    private static func asked(
        _ queue: Queue,
        _ model: QueueModel?,
        _ strategy: QueryDefinition.Strategy,
        _ index: ItemIndex,
        _ standing: KnownLabels,
        _ shelf: ModelShelf
    ) async throws -> (order: QueueState.Order, probabilities: DenseMatrix?) {
        guard let model else { return (QueueScheduler.initialOrder(queue.definition, count: index.count), nil) }
        let features = try await shelf.poolFeatures(model, index: index)
        let probabilities = try model.classifier.probabilities(of: features.rows)
        let data = LearningData(standing, queue: queue, index: index)
        let query = PoolQuery(
            queue: queue,
            rows: features.rows,
            isMissing: features.isMissing,
            scales: model.extractor.scales(labelCount: data.training.count),
            index: index,
            training: data.training,
            answered: data.answered,
            event: model.version.recipe.event
        )
        let committee = try await shelf.committee(strategy, with: model, features: features, index: index)
        let order = QueueState.Order(
            ranking: Ranking(
                try StrategyNeed.explaining { try query.select(by: strategy, probabilities, committee: committee) }
            ),
            source: .ranking,
            strategy: strategy.rawValue,
            modelVersion: model.version.number
        )
        return (order, probabilities)
    }

    private static func named(
        _ values: ArraySlice<Float>?,
        _ model: QueueModel?
    ) -> [(label: String, probability: Double)] {
        guard let values, let model else { return [] }
        return model.named(values)
    }
}

extension QueueModel {
    /// One row's labels with their probabilities, most probable first, ties in the order of the outputs.
    package func named(_ values: ArraySlice<Float>) -> [(label: String, probability: Double)] {
        zip(labels, values).map { (label: $0.name, probability: Double($1)) }
            .sorted { $0.probability > $1.probability }
    }
}
