internal import Foundation
internal import WinnowDomain

/// The folder in which a backup is made, beside its place: `.NAME.UUID.partial`.
///
/// It is locked while the backup is made, so that one of a killed process can be told apart: the kernel lets go of the
/// lock when a process ends, however it ends.
final class PartialBackup: Sendable {
    let url: URL
    private let descriptor: Int32

    /// Makes the folder for a backup.
    ///
    /// - Throws: What the file system says when it may not.
    init(of folder: URL) throws {
        url = folder.deletingLastPathComponent()
            .appending(path: ".\(folder.lastPathComponent).\(UUID().uuidString).partial")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        descriptor = PartialBackup.lock(url) ?? -1
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// What killed backups have left in a folder.
    static func leftovers(in folder: URL) -> [URL] {
        DerivedFiles.list(folder).filter { url in
            let name = url.lastPathComponent
            guard name.wholeMatch(of: /\..+\.[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\.partial/) != nil,
                DerivedFiles.list(url).allSatisfy({ $0.lastPathComponent.hasPrefix("winnow.sqlite") }),
                let descriptor = lock(url)
            else { return false }
            close(descriptor)
            return true
        }
    }

    /// nil when it is no folder, or another process has it.
    private static func lock(_ folder: URL) -> Int32? {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        close(descriptor)
        return nil
    }
}
