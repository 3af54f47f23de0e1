package import WinnowDomain
internal import WinnowLearning

/// Which labelled items are offered to be revised next: an order that is computed now and then, and from which those are
/// left out that were revised since.
package actor PresentRevisions {
    private static let executor = TrainingExecutor(purpose: "revise", yields: true)
    /// The newest labels that are looked at: five fits to more would keep somebody waiting.
    private static let lookedAtCount = 5_000
    /// How many are ordered at once.
    private static let orderedCount = 500

    private var kept: (order: [ItemID], labelCount: Int, revision: Int)?
    private var computation: Task<[ItemID], any Error>?

    /// The best items to revise.
    ///
    /// - Parameter without: Items that are not wanted.
    func next(
        _ count: Int,
        without: Set<ItemID> = [],
        in loop: QueueLoops.Loop,
        store: any KnownQueue.Store & TrainingStore
    ) async throws -> [ItemID] {
        let known = await loop.coordinator.known
        let done = RevisedItemSet(try await store.counterfactuals(in: known.queue.id, after: 0))
        func open(_ order: [ItemID]) -> [ItemID] {
            Array(order.lazy.filter { !done.items.contains($0) && !without.contains($0) }.prefix(count))
        }
        let labelCount = known.history.labelledItemCount
        if let kept, kept.revision == known.queue.revision, 10 * abs(kept.labelCount - labelCount) <= labelCount {
            let found = open(kept.order)
            if !found.isEmpty || kept.labelCount == labelCount { return found }
        }
        let task = computation ?? Task { try await Self.order(known, done.items, loop, store) }
        computation = task
        defer { if computation == task { computation = nil } }
        let order = try await task.value
        kept = (order, labelCount, known.queue.revision)
        return open(order)
    }

    private static func order(
        _ known: KnownQueue,
        _ revised: Set<ItemID>,
        _ loop: QueueLoops.Loop,
        _ store: any KnownQueue.Store & TrainingStore
    ) async throws -> [ItemID] {
        let (features, index) = try await loop.features()
        let model = try await store.promotedModel(of: known.queue.id)
        return try await executor.perform {
            let all = LearningData(
                known.history.standing(at: known.history.lastEvent),
                queue: known.queue,
                index: index
            )
            let data = all.newest(lookedAtCount, having: { features.hasRow($0.row) })
            let texts = QueueTexts(queue: known.queue, index: index.entries, items: store)
            let read = try await texts.texts(rows: data.training.map(\.row))
            let counts = zip(data.training, read).map { ($0.item, TokenizedText($1).tokens.count) }
            return try Trainer(queue: known.queue, features: features, index: index).revisionOrder(
                of: data,
                tokenCounts: Dictionary(counts, uniquingKeysWith: { first, _ in first }),
                revised: revised,
                hyperparameters: model?.summary.hyperparameters ?? [:],
                count: orderedCount
            )
        }
    }
}

/// Items that somebody has made a flip of, or said to be impossible to flip.
private struct RevisedItemSet {
    let items: Set<ItemID>

    init(_ records: [CounterfactualRecord]) {
        items = Set(
            records.filter { record in
                record.counterfactual.kind == .flip && record.isStoodFor && record.verdict?.action != .reject
                    || record.verdict?.reason == CounterfactualDesk.impossible
            }.map(\.counterfactual.parent)
        )
    }
}

extension LearningData {
    /// With the last examples in item order only, of those that are wanted.
    fileprivate func newest(_ count: Int, having isWanted: (Example) -> Bool) -> LearningData {
        LearningData(
            training: Array(training.filter(isWanted).suffix(count)),
            evaluation: [],
            contrast: [],
            answered: answered
        )
    }
}

extension QueueLoops.Loop {
    /// The labelled items that are worth a counterfactual, best first.
    ///
    /// - Throws: `EncodingProblem`, `LearningError`; what the store says.
    package func revisions(
        _ count: Int,
        without: Set<ItemID> = [],
        store: any KnownQueue.Store & TrainingStore
    ) async throws -> [ItemID] {
        try await presentRevisions.next(count, without: without, in: self, store: store)
    }
}
