internal import Synchronization
internal import WinnowDomain

/// Counts of queues, kept until something happens in them: counting a million items takes its time.
final class QueueSummaries: Sendable {
    private struct Counts {
        let event: EventNumber
        let revision: Int
        var summary: QueueSummary?
        var labelUses: [String: Int]?
    }

    private let store: any ServerParts.Store
    private let known = Mutex<[QueueID: Counts]>([:])

    init(store: any ServerParts.Store) {
        self.store = store
    }

    func summary(of queue: Queue) async throws -> QueueSummary {
        let event = try await store.lastEvent(of: queue.id)
        if let summary = counts(of: queue, at: event).summary { return summary }
        let summary = try await store.summary(of: queue)
        // Something may have happened since: then it is of a later event, and counted once more than needed.
        keep(counts(of: queue, at: event), of: queue) { $0.summary = summary }
        return summary
    }

    /// - Parameter event: The queue's last one.
    func labelUses(in queue: Queue, at event: EventNumber) async throws -> [String: Int] {
        if let uses = counts(of: queue, at: event).labelUses { return uses }
        let uses = try await store.labelUses(in: queue)
        keep(counts(of: queue, at: event), of: queue) { $0.labelUses = uses }
        return uses
    }

    private func counts(of queue: Queue, at event: EventNumber) -> Counts {
        known.withLock { known in
            if let counts = known[queue.id], counts.event == event, counts.revision == queue.revision { return counts }
            return Counts(event: event, revision: queue.revision)
        }
    }

    private func keep(_ counts: Counts, of queue: Queue, _ change: (inout Counts) -> Void) {
        var counts = counts
        change(&counts)
        known.withLock { [counts] in $0[queue.id] = counts }
    }
}
