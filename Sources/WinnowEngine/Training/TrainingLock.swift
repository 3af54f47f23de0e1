private import Foundation
internal import WinnowDomain

/// Keeps two processes from training one queue at the same time: a lock file that the kernel lets go of when its process
/// ends, however it ends.
package final class TrainingLock: Sendable {
    private static let pause: Duration = .milliseconds(20)

    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Waits for the lock.
    ///
    /// - Parameter patience: nil waits for ever.
    /// - Throws: `StoreError.busy` when another process still has it then; `CancellationError`.
    static func acquire(_ dataFolder: DataFolder, queue: QueueID, patience: Duration?) async throws -> TrainingLock {
        let folder = dataFolder.locks
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "queue-\(queue).training").path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw StoreError.notWritable(path: path, reason: String(cString: strerror(errno)))
        }
        let lock = TrainingLock(descriptor: descriptor)
        let end = patience.map { ContinuousClock.now + $0 }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw StoreError.notWritable(path: path, reason: String(cString: strerror(errno)))
            }
            if let end, ContinuousClock.now >= end { throw StoreError.busy(path: path) }
            try await Task.sleep(for: pause)
        }
        return lock
    }
}
