package import WinnowDomain

/// The loops of all queues of a process, each opened when it is first wanted.
package actor QueueLoops {
    package typealias Store = KnownQueue.Store & TrainingStore

    /// The loop of one queue: items are handed out, answers taken, models trained behind them.
    package struct Loop: Sendable {
        package let queue: Queue
        package let scheduler: QueueScheduler
        package let coordinator: TrainingCoordinator
        let presentModel: PresentModel
        let presentFeatures: PresentFeatures
        let presentMap: PresentMap
        let presentRevisions: PresentRevisions
        let presentExperience: PresentExperience
    }

    private let store: any Store
    private let folder: DataFolder
    private let clock: any WallClock
    /// Annotators do not wait for models.
    private let executor = TrainingExecutor(yields: true)
    private let encodingExecutor = TrainingExecutor(purpose: "encode", yields: true)
    package nonisolated let hub: EventHub
    /// What is known of the queues beyond their rows.
    package nonisolated let insights: QueueInsights
    private var opening: [QueueID: Task<Loop, any Error>] = [:]
    /// Open loops by their queues' names, which never change: what comes with every request.
    private var ready: [String: Loop] = [:]
    private let opened: AsyncStream<Loop>
    private let open: AsyncStream<Loop>.Continuation

    package init(store: any Store, folder: DataFolder, clock: any WallClock, hub: EventHub) {
        self.store = store
        self.folder = folder
        self.clock = clock
        self.hub = hub
        insights = QueueInsights(store: store, folder: folder, clock: clock)
        (opened, open) = AsyncStream.makeStream()
    }

    /// The loop of a queue; whoever comes while it is being opened waits for the same one.
    ///
    /// - Throws: `StoreError.noSuchQueue`.
    package func loop(named name: String) async throws -> Loop {
        if let loop = ready[name] { return loop }
        let queue = try await store.queue(named: name)
        let task = opening[queue.id] ?? Task { try await load(queue) }
        opening[queue.id] = task
        do {
            return try await task.value
        } catch {
            // Somebody else who waited may have begun anew already.
            if opening[queue.id] == task { opening[queue.id] = nil }
            throw error
        }
    }

    private func load(_ queue: Queue) async throws -> Loop {
        let loop = try await Loop(
            of: queue,
            store: store,
            dataFolder: folder,
            executor: executor,
            encodingExecutor: encodingExecutor,
            hub: hub,
            clock: clock
        )
        open.yield(loop)
        ready[queue.name] = loop
        return loop
    }

    /// Queues whose loop is not open yet; those that cannot be opened stay among them.
    ///
    /// - Throws: What the store says when it cannot be read.
    package func unopenedQueues() async throws -> [String] {
        let queues = try await store.queues()
        return queues.map(\.name).filter { ready[$0] == nil }
    }

    /// Opens the loops of all queues that there are, so that nobody waits for one.
    private func openAll() async {
        // What cannot be opened says why to whoever asks for it.
        for queue in (try? await store.queues()) ?? [] { _ = try? await loop(named: queue.name) }
    }

    /// Trains behind all loops until `stop`.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.openAll() }
            // No child of the group: cancelling that would take the training runs along, which end in order.
            let watching = Task { await watch() }
            for await loop in opened { group.addTask { await loop.coordinator.run() } }
            watching.cancel()
        }
    }

    /// Notices within a second what other processes write.
    private func watch() async {
        var last = try? await store.changeCounter()
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            guard let counter = try? await store.changeCounter(), counter != last else { continue }
            last = counter
            await refresh()
        }
    }

    /// Takes over what was written beside the loops: queues that were made or changed, items, annotations.
    package func refresh() async {
        for task in opening.values { try? await task.value.coordinator.changedOutside() }
        await openAll()
    }

    /// Lets `run` end; training runs under way are stored as cancelled.
    package func stop() async {
        open.finish()
        for task in opening.values {
            guard let loop = try? await task.value else { continue }
            await loop.presentMap.stop()
            await loop.coordinator.stop()
        }
        await hub.close()
    }
}

extension QueueLoops.Loop {
    /// Loads what labelling a queue takes; the coordinator trains when it is run.
    package init(
        of queue: Queue,
        store: any QueueLoops.Store,
        dataFolder: DataFolder,
        executor: TrainingExecutor,
        encodingExecutor: TrainingExecutor,
        hub: EventHub,
        clock: any WallClock
    ) async throws {
        let known = try await KnownQueue(queue, from: store)
        let scheduler = QueueScheduler(
            queue: known.queue,
            index: known.index,
            // Two processes with one seed would draw the same items and get into each other's way.
            seed: .random(in: 0...UInt64.max),
            store: store,
            clock: clock
        )
        try await scheduler.restore(known.history.standing(at: known.history.lastEvent))
        self.queue = known.queue
        self.scheduler = scheduler
        presentModel = PresentModel(store: store, dataFolder: dataFolder)
        presentFeatures = PresentFeatures(items: store, dataFolder: dataFolder)
        presentMap = PresentMap(dataFolder: dataFolder)
        presentRevisions = PresentRevisions()
        presentExperience = PresentExperience()
        coordinator = try await TrainingCoordinator(
            known: known,
            store: store,
            dataFolder: dataFolder,
            executor: executor,
            encodingExecutor: encodingExecutor,
            scheduler: scheduler,
            hub: hub,
            clock: clock
        )
    }
}
