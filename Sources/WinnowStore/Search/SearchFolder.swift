package import Foundation
internal import GRDB
internal import Synchronization
package import WinnowDomain

/// The search indexes of a data folder: one SQLite file a queue, derived from the database and kept beside it.
///
/// A file that is damaged, of another layout or gone is begun anew.
package final class SearchFolder: ItemSearch {
    private let folder: URL
    private let database: Database
    private let files = Mutex<[QueueID: SearchFile]>([:])

    package init(folder: URL, database: Database) {
        self.folder = folder
        self.database = database
    }

    package func advance(_ queue: Queue, by itemCount: Int) throws -> SearchProgress {
        try with(queue.id, else: SearchProgress(searchedCount: 0, isComplete: false)) { file in
            try file.advance(queue, by: max(1, itemCount), from: database)
        }
    }

    package func progress(of queue: QueueID) throws -> SearchProgress {
        try with(queue, else: SearchProgress(searchedCount: 0, isComplete: false)) { try $0.progress() }
    }

    package func find(
        _ query: SearchQuery,
        in queue: QueueID,
        _ range: SearchRange,
        limit: Int
    ) throws -> [ItemID] {
        try with(queue, else: []) { try $0.find(query, range, limit: limit) }
    }

    package func isWhole(_ queue: QueueID) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path(of: queue)) else { return true }
        do {
            return try SearchFile(existing: path(of: queue)).isWhole()
        } catch let error as DatabaseError where error.meansBroken {
            return false
        }
    }

    package func remove(_ queue: QueueID) throws {
        try files.withLock { files in
            // Whoever works with it keeps it until they are done; then it closes.
            files[queue] = nil
            let path = path(of: queue)
            for file in [path, path + "-wal", path + "-shm"] where FileManager.default.fileExists(atPath: file) {
                try FileManager.default.removeItem(atPath: file)
            }
        }
    }

    private func path(of queue: QueueID) -> String { folder.appending(path: "\(queue).sqlite").path }

    /// Works with a queue's file; one that turns out to be broken is thrown away, and the answer is that of an empty one.
    private func with<Value>(_ queue: QueueID, else empty: Value, _ body: (SearchFile) throws -> Value) throws -> Value
    {
        do {
            return try body(try file(of: queue))
        } catch let error as DatabaseError where error.meansBroken {
            try remove(queue)
            return empty
        } catch {
            throw StoreError.translated(error, path: path(of: queue))
        }
    }

    private func file(of queue: QueueID) throws -> SearchFile {
        try files.withLock { files in
            let path = path(of: queue)
            // It may have been deleted under us.
            if let file = files[queue], FileManager.default.fileExists(atPath: path) { return file }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = try SearchFile(path: path)
            files[queue] = file
            return file
        }
    }
}

extension DatabaseError {
    /// Whether a file is no index, or not one that can be read: then another one is made.
    fileprivate var meansBroken: Bool {
        switch resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CANTOPEN, .SQLITE_CONSTRAINT: true
        case .SQLITE_ERROR: message?.hasPrefix("no such") == true
        default: false
        }
    }
}
