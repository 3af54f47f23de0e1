internal import Foundation
internal import WinnowDomain

/// Keeps processes from writing one file at the same time; the kernel lets go of it when its process ends.
enum FileLock {
    /// Waits for the lock and does something meanwhile that takes a moment.
    ///
    /// - Throws: `StoreError.notWritable`; what `body` throws.
    static func hold<Value>(_ file: URL, _ body: () throws -> Value) throws -> Value {
        func failure() -> StoreError {
            .notWritable(path: file.path, reason: String(cString: strerror(errno)))
        }
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure() }
        }
        return try body()
    }
}
