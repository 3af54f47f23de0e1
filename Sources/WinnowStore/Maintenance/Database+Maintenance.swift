internal import Foundation
internal import GRDB
package import WinnowDomain

extension Database: MaintenanceStore {
    package func check(progress: @Sendable @escaping (Int) -> Void) async throws -> [CheckFinding] {
        try await read { db in try DatabaseCheck(db: db).run(progress: progress) }
    }

    package func backup(to path: String) async throws {
        let temporary = path + ".partial"
        guard !FileManager.default.fileExists(atPath: path) else { throw Self.taken(path) }
        do {
            try? FileManager.default.removeItem(atPath: temporary)
            try copy(to: temporary)
            try verify(temporary)
            try Self.flush(temporary)
            // A link, unlike a rename, never takes the place of what came there meanwhile.
            guard link(temporary, path) == 0 else {
                throw errno == EEXIST ? Self.taken(path) : Self.failure(path)
            }
            try? FileManager.default.removeItem(atPath: temporary)
            try Self.flush(URL(filePath: path).deletingLastPathComponent().path)
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw StoreError.translated(error, path: path)
        }
    }

    /// Copies with `VACUUM INTO` rather than SQLite's online backup.
    ///
    /// Both read one snapshot while a writer goes on. But the online backup copies pages unseen, damaged ones too, begins
    /// again when another process writes between its steps, and leaves a file in WAL mode, which is not whole without its
    /// `-wal`. VACUUM reads every row, so that damage fails the backup instead of hiding in it, carries nothing that was
    /// overwritten, and leaves one file that is whole by itself. The price is that the log cannot be folded back into the
    /// database while it runs.
    private func copy(to target: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(15)
        let source = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? source.close() }
        try source.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO ?", arguments: [target]) }
    }

    private func verify(_ copy: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: copy, configuration: configuration)
        defer { try? queue.close() }
        let lines = try queue.read { db in try String.fetchAll(db, sql: "PRAGMA quick_check") }
        guard lines == ["ok"] else {
            throw StoreError.damaged(path: copy, reason: lines.first ?? "quick_check says nothing")
        }
    }

    private static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { _ = Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> StoreError {
        StoreError.notWritable(path: path, reason: String(cString: strerror(errno)))
    }

    private static func taken(_ path: String) -> StoreError {
        StoreError.notWritable(path: path, reason: "something is there already")
    }
}
