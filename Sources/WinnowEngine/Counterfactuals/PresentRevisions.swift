package import WinnowDomain
internal import WinnowLearning

/// Which labelled items are offered to be revised next: an order that is computed now and then, and from which those are
/// left out that were revised since.
package actor PresentRevisions {
    private static let executor = TrainingExecutor(purpose: "revise", yields: true)
    /// Labels that are looked at beside the pairs: five fits to more would keep somebody waiting.
    private static let lookedAtCount = 5_000
    /// How many are ordered at once.
    private static let orderedCount = 500

    private var kept: (order: [ItemID], occasion: Occasion)?
    private var computation: (task: Task<[ItemID], any Error>, occasion: Occasion)?

    /// What an order was made of.
    private struct Occasion: Equatable {
        let annotationCount: Int
        let revision: Int

        init(_ known: KnownQueue) {
            annotationCount = known.history.annotations.count
            revision = known.queue.revision
        }

        /// Whether an order of then will do now: a tenth more answers change little of it.
        func isNear(_ now: Occasion) -> Bool {
            revision == now.revision && 10 * abs(annotationCount - now.annotationCount) <= now.annotationCount
        }
    }

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
        let done = RevisedItems(try await store.counterfactuals(in: known.queue.id, after: 0)).items
        func open(_ order: [ItemID]) -> [ItemID] {
            Array(order.lazy.filter { !done.contains($0) && !without.contains($0) }.prefix(count))
        }
        let now = Occasion(known)
        if let kept, kept.occasion.isNear(now) {
            let found = open(kept.order)
            // A whole order that is used up has nothing more to give while nothing is new.
            if !found.isEmpty || kept.order.count < Self.orderedCount && kept.occasion == now { return found }
        }
        let current = computation.flatMap { $0.occasion.isNear(now) ? $0.task : nil }
        // Shared by all who ask meanwhile, and not given up when one of them goes.
        let task = current ?? Task { try await Self.order(known, done, loop, store) }
        computation = (task, now)
        defer { if computation?.task == task { computation = nil } }
        let order = try await task.value
        kept = (order, now)
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
            let data = all.around(pairs: lookedAtCount, having: { features.hasRow($0.row) })
            let texts = QueueTexts(queue: known.queue, index: index.entries, items: store)
            let read = try await texts.texts(rows: data.training.map(\.row))
            let counts = zip(data.training, read).map { ($0.item, TokenizedText($1).tokens.count) }
            let trainer = Trainer(queue: known.queue, features: features, index: index)
            return try trainer.weighing(pairs: model?.summary.pairWeight).revisionOrder(
                of: data,
                tokenCounts: Dictionary(counts, uniquingKeysWith: { first, _ in first }),
                revised: revised,
                hyperparameters: model?.summary.hyperparameters ?? [:],
                count: orderedCount
            )
        }
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
