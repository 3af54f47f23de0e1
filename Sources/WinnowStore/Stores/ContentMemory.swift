internal import Synchronization
internal import WinnowDomain

/// The content tables of queues that are being imported into, from one batch to the next.
///
/// A batch takes its table away and brings it back when it is committed: one that fails leaves none, and the next batch
/// reads it anew.
final class ContentMemory: Sendable {
    private let tables = Mutex<[QueueID: ContentTable]>([:])

    func take(_ queue: QueueID) -> ContentTable? {
        tables.withLock { $0.removeValue(forKey: queue) }
    }

    func bring(_ table: ContentTable, of queue: QueueID) {
        tables.withLock { $0[queue] = table }
    }

    /// Lets go of all.
    func forget() {
        tables.withLock { $0 = [:] }
    }
}
