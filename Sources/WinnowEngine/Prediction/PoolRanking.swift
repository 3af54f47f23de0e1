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
        standing: [ItemID: [Annotation]],
        shelf: ModelShelf,
        store: any ItemStore
    ) async throws {
        let chosen = strategy ?? queue.definition.query.strategy
        var probabilities: DenseMatrix?
        if let model { probabilities = try await shelf.poolProbabilities(model, index: index) }
        let all = probabilities
        let (rows, usedStrategy, openCount) = try await TrainingExecutor.onDemand.perform {
            var order = QueueScheduler.initialOrder(queue.definition, count: index.count)
            if let model, let all { order = try PoolRanking.order(by: model, all, chosen, seed: queue.definition.seed) }
            var state = QueueState(definition: queue.definition, index: index, order: order, seed: 0)
            state.apply(standing.values.flatMap { $0 })
            return (state.leading(count), order.strategy, state.poolCount)
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
                probabilities: PoolRanking.named(probabilities?.row(row.row), model)
            )
        }
        modelVersion = model?.version.number
        self.strategy = usedStrategy
        poolCount = openCount
    }

    private static func order(
        by model: QueueModel,
        _ probabilities: DenseMatrix,
        _ strategy: QueryDefinition.Strategy,
        seed: UInt64
    ) throws -> QueueState.Order {
        let scores = try QueryStrategy(strategy).scores(
            probabilities,
            isMultilabel: model.isMultilabel,
            seed: seed &+ UInt64(bitPattern: model.version.recipe.event)
        )
        return QueueState.Order(
            ranking: Ranking(scores: scores),
            source: .ranking,
            strategy: strategy.rawValue,
            modelVersion: model.version.number
        )
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
