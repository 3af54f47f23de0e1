internal import WinnowDomain
internal import WinnowEngine

/// The loop of one queue in this process: items are handed out, answers taken, models trained behind them.
struct QueueLoop: Sendable {
    let queue: Queue
    let store: any Store
    let clock: any WallClock
    let scheduler: QueueScheduler
    let coordinator: TrainingCoordinator
    let hub: EventHub

    /// Trains in the background while the body works; when it is done, a training that is under way is given up.
    func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await coordinator.run() }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            await coordinator.stop()
            group.cancelAll()
            await hub.close()
            return try result.get()
        }
    }
}
