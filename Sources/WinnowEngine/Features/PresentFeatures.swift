internal import WinnowDomain

/// The features of a queue's items for whoever looks at items beside the training: those that training has at hand, else
/// those on disk; made where there are none yet. Nothing is encoded for it.
package actor PresentFeatures {
    private static let executor = TrainingExecutor(purpose: "look", yields: true)
    /// How long a set with rows that are not encoded yet is good enough.
    private static let partialAge = Duration.seconds(10)

    private let items: any ItemStore
    private let dataFolder: DataFolder
    private var kept: (set: FeatureSet, state: ItemsState, at: ContinuousClock.Instant)?
    private var making: Task<FeatureSet, any Error>?

    init(items: any ItemStore, dataFolder: DataFolder) {
        self.items = items
        self.dataFolder = dataFolder
    }

    /// The last that were asked for, if they are of all items.
    func atHand(_ queue: Queue, _ index: ItemIndex) -> FeatureSet? {
        kept.flatMap { $0.state == ItemsState(queue, index) ? $0.set : nil }
    }

    /// - Parameters:
    ///   - queue: As it is now.
    ///   - index: All its items.
    ///   - known: Those that training has at hand.
    /// - Throws: `EncodingProblem`, `StoreError.busy` while another process makes them; what the store says.
    func features(of queue: Queue, index: ItemIndex, known: FeatureSet?) async throws -> FeatureSet {
        if let known, known.rowCount == index.count, known.isMissing.isEmpty { return known }
        let state = ItemsState(queue, index)
        while let making { _ = try? await making.value }
        if let kept, kept.state == state, kept.set.isMissing.isEmpty || kept.at.duration(to: .now) < Self.partialAge {
            return kept.set
        }
        let task = Task {
            defer { making = nil }
            let set = try await made(queue, index)
            kept = (set, state, .now)
            return set
        }
        making = task
        // Not what is kept by then: somebody else may have asked for other items meanwhile.
        return try await task.value
    }

    private func made(_ queue: Queue, _ index: ItemIndex) async throws -> FeatureSet {
        let (items, dataFolder) = (items, dataFolder)
        return try await Self.executor.perform {
            let store = FeatureStore(dataFolder: dataFolder, items: items)
            if let set = await store.current(of: queue, index: index.entries) { return set }
            // A training that runs makes them; it has the lock.
            let lock = try await TrainingLock.acquire(dataFolder, queue: queue.id, patience: .seconds(120))
            defer { withExtendedLifetime(lock) {} }
            return try await store.features(of: queue, index: index.entries, encoding: .rows([]))
        }
    }
}

/// What tells a queue's items from what they were before: enough to see that something made of them is out of date.
struct ItemsState: Hashable, Sendable {
    private let revision: Int
    private let count: Int
    private let lastItem: ItemID?
    private let lastEvent: EventNumber

    /// - Complexity: O(n), a millisecond for a million items.
    init(_ queue: Queue, _ index: ItemIndex) {
        revision = queue.revision
        count = index.count
        lastItem = index.entries.last?.id
        lastEvent = index.entries.reduce(0) { max($0, $1.event) }
    }
}

extension QueueLoops.Loop {
    /// The features of all items, if nothing has to be made or read for it.
    func featuresAtHand() async -> FeatureSet? {
        let known = await coordinator.known
        if let set = await coordinator.features, set.rowCount == known.index.count, set.isMissing.isEmpty { return set }
        return await presentFeatures.atHand(known.queue, known.index)
    }

    /// The features of all items, made where there are none yet; rows that are not encoded yet are marked.
    func features() async throws -> (set: FeatureSet, index: ItemIndex) {
        let known = await coordinator.known
        let set = try await presentFeatures.features(
            of: known.queue,
            index: known.index,
            known: await coordinator.features
        )
        return (set, known.index)
    }
}
