package import Foundation
package import WinnowDomain

/// Copies a data folder while it is in use.
///
/// The copy is a data folder itself, with the database alone: everything else is derived and made again on demand.
package struct DataFolderBackup: Sendable {
    private let store: any MaintenanceStore

    package init(store: any MaintenanceStore) {
        self.store = store
    }

    /// - Parameter folder: Where the copy shall be; nothing or an empty folder may be there.
    /// - Returns: The size of the copy in bytes.
    /// - Throws: `StoreError.notWritable`, also when something is there already; then nothing is changed.
    @discardableResult
    package func run(to folder: URL) async throws -> Int {
        let manager = FileManager.default
        func taken() -> StoreError { .notWritable(path: folder.path, reason: "something is there already") }
        if manager.fileExists(atPath: folder.path) {
            guard let content = try? manager.contentsOfDirectory(atPath: folder.path), content.isEmpty else {
                throw taken()
            }
        }
        // Made beside its place, so that nobody takes half a copy for a whole one.
        let partial = try PartialBackup(of: folder)
        do {
            let copy = DataFolder(url: partial.url)
            try await store.backup(to: copy.database.path)
            let size = try manager.attributesOfItem(atPath: copy.database.path)[.size] as? Int ?? 0
            guard rename(partial.url.path, folder.path) == 0 else {
                let isTaken = [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno)
                let reason = String(cString: strerror(errno))
                throw isTaken ? taken() : StoreError.notWritable(path: folder.path, reason: reason)
            }
            return size
        } catch {
            try? manager.removeItem(at: partial.url)
            throw error
        }
    }
}
