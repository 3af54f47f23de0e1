package import WinnowDomain

/// Keeps the search indexes of all queues up to date while a server runs, also after what other processes import.
///
/// It works in small portions, on a thread that yields to all others, and rests as long as it works: nobody waits for it.
package struct SearchKeeper: Sendable {
    private let store: any QueueStore
    private let search: any ItemSearch
    private let onFailure: @Sendable (Queue, any Error) -> Void
    private let executor = TrainingExecutor(purpose: "search", yields: true)

    private static let portion = 2_000
    /// Portions of one queue before it is the next one's turn.
    private static let turn = 20
    private static let rest = Duration.seconds(1)

    /// - Parameter onFailure: Told what a queue's index could not be kept for.
    package init(
        store: any QueueStore,
        search: any ItemSearch,
        onFailure: @Sendable @escaping (Queue, any Error) -> Void
    ) {
        self.store = store
        self.search = search
        self.onFailure = onFailure
    }

    /// Goes on until it is cancelled.
    package func run() async {
        while !Task.isCancelled {
            var isBusy = false
            for queue in (try? await store.queues()) ?? [] {
                do {
                    if try await !fill(queue) { isBusy = true }
                } catch {
                    onFailure(queue, error)
                }
            }
            if !isBusy { try? await Task.sleep(for: Self.rest) }
        }
        executor.stop()
    }

    /// - Returns: Whether nothing is left to take in.
    private func fill(_ queue: Queue) async throws -> Bool {
        for _ in 0..<Self.turn where !Task.isCancelled {
            let start = ContinuousClock.now
            let progress = try await executor.perform { [search] in try search.advance(queue, by: Self.portion) }
            if progress.isComplete { return true }
            try? await Task.sleep(for: ContinuousClock.now - start)
        }
        return false
    }
}
