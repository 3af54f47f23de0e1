internal import WinnowDomain
internal import WinnowEngine

/// The running loop of one queue: items are handed out, answers taken, models trained behind them.
struct QueueLoop: Sendable {
    let queue: Queue
    let scheduler: QueueScheduler
    let coordinator: TrainingCoordinator
    let hub: EventHub
    private let executor: TrainingExecutor

    /// Assembles the loop of a queue as it stands.
    ///
    /// - Parameter seed: For exploration and evaluation draws; two processes at one queue need two seeds.
    init(_ queue: Queue, _ installation: Installation, seed: UInt64) async throws {
        self.queue = queue
        let history = try await installation.history(of: queue)
        hub = EventHub()
        executor = TrainingExecutor()
        scheduler = QueueScheduler(
            queue: queue,
            index: try await installation.index(of: queue),
            seed: seed,
            store: installation.store,
            clock: installation.clock
        )
        try await scheduler.restore(standing: history.standing(at: history.lastEvent))
        coordinator = try await TrainingCoordinator(
            queue: queue,
            store: installation.store,
            dataFolder: installation.folder,
            executor: executor,
            scheduler: scheduler,
            hub: hub,
            clock: installation.clock
        )
    }

    /// Trains in the background while the body works, and ends the training that is under way with it.
    func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await coordinator.run() }
            do {
                let result = try await body()
                await coordinator.stop()
                group.cancelAll()
                await hub.close()
                return result
            } catch {
                await coordinator.stop()
                group.cancelAll()
                await hub.close()
                throw error
            }
        }
    }
}
