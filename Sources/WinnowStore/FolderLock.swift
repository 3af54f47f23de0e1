internal import Foundation
internal import WinnowDomain

/// Keeps other processes from opening a database for the first time at the same moment.
///
/// The lock is on the folder: one on the database file would end SQLite's own locks when it is closed.
struct FolderLock {
    private let descriptor: Int32

    /// Waits for its turn, which comes soon: others hold the lock only while they open.
    ///
    /// - Throws: `StoreError.notWritable` when the folder cannot be opened.
    init(of path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StoreError.notWritable(path: path, reason: String(cString: strerror(errno)))
        }
        while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    }

    func unlock() {
        close(descriptor)
    }
}
