internal import Foundation
internal import Synchronization
internal import WinnowNumerics

/// Segments that are mapped and whose checksum was right: each is read once in a process, unless its file becomes another.
///
/// `winnow check` reads all of them again.
final class VerifiedSegments: Sendable {
    private struct Entry {
        let file: FileIdentity
        let checksum: String
        let matrix: SparseMatrix
    }

    /// By path.
    private let entries = Mutex<[String: Entry]>([:])

    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names.
    func matrix(of segment: FeatureManifest.Segment, in folder: URL) throws -> SparseMatrix {
        let path = folder.appending(path: segment.file).path
        let file = FileIdentity(of: path)
        if let file, let entry = entries.withLock({ $0[path] }), entry.file == file, entry.checksum == segment.checksum
        {
            return entry.matrix
        }
        let (matrix, checksum) = try FeatureFile.read(URL(filePath: path))
        guard checksum == segment.checksum, matrix.rowCount == segment.rowCount else {
            throw FeatureFile.Damage(path: segment.file, reason: "it is another file than the manifest names")
        }
        if let file {
            entries.withLock { $0[path] = Entry(file: file, checksum: checksum, matrix: matrix) }
        }
        return matrix
    }

    /// Lets go of the segments in a folder that its manifest does not name any more.
    func keep(_ segments: [FeatureManifest.Segment], in folder: URL) {
        let named = Set(segments.map { folder.appending(path: $0.file).path })
        let prefix = folder.path + "/"
        entries.withLock { $0 = $0.filter { !$0.key.hasPrefix(prefix) || named.contains($0.key) } }
    }
}

/// What tells a file from one that took its place, or that was written since.
private struct FileIdentity: Equatable {
    private let device: UInt64
    private let node: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// nil when there is no file.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
