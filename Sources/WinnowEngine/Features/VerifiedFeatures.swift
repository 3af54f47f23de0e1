internal import Foundation
internal import Synchronization
internal import WinnowLearning
internal import WinnowNumerics

/// Segments that are mapped and whose checksum was right, and the weights of their columns: each is read once in a
/// process, unless its file becomes another.
///
/// `winnow check` reads all of them again.
package final class VerifiedFeatures: Sendable {
    /// What all rooms of this process have read: training, insight and rankings look at the same memory.
    package static let shared = VerifiedFeatures()

    private struct Entry<Content: Sendable>: Sendable {
        let file: FileIdentity
        let content: Content
    }

    private struct Segment: Sendable {
        let matrix: CountMatrix
        let checksum: String
    }

    package init() {}

    /// By path.
    private let segments = Mutex<[String: Entry<Segment>]>([:])
    private let weights = Mutex<[String: Entry<FittedTFIDF>]>([:])

    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names.
    func matrix(of segment: FeatureManifest.Segment, in folder: URL) throws -> CountMatrix {
        let found = try content(of: folder.appending(path: segment.file), in: segments) { url in
            let (matrix, checksum) = try FeatureFile.read(url)
            return Segment(matrix: matrix, checksum: checksum)
        }
        guard found.checksum == segment.checksum, found.matrix.rowCount == segment.rowCount else {
            throw FeatureFile.Damage(path: segment.file, reason: "it is another file than the manifest names")
        }
        return found.matrix
    }

    /// The extractor that a manifest's segments were made with.
    ///
    /// - Throws: `FeatureFile.Damage` when its file is not the one that the manifest names.
    func fitted(_ manifest: FeatureManifest, in folder: URL) throws -> FittedTFIDF {
        let tfidf = TFIDF(manifest.features)
        return try content(of: folder.appending(path: manifest.frequencies), in: weights) { url in
            let read = FrequencyFile.read(manifest.frequencies, in: folder, dimensions: tfidf.dimensions)
            guard let read else { throw FeatureFile.Damage(path: url.path, reason: "it is missing or damaged") }
            return FittedTFIDF(configuration: tfidf, frequencies: read)
        }
    }

    private func content<Content>(
        of url: URL,
        in entries: borrowing Mutex<[String: Entry<Content>]>,
        read: (URL) throws -> Content
    ) throws -> Content {
        let file = FileIdentity(of: url.path)
        if let file, let entry = entries.withLock({ $0[url.path] }), entry.file == file { return entry.content }
        let content = try read(url)
        if let file { entries.withLock { $0[url.path] = Entry(file: file, content: content) } }
        return content
    }

    /// Lets go of the files in a folder that its manifest does not name any more.
    func keep(_ manifest: FeatureManifest, in folder: URL) {
        let names = manifest.segments.map(\.file) + [manifest.frequencies]
        let named = Set(names.map { folder.appending(path: $0).path })
        let prefix = folder.path + "/"
        let isKept = { (path: String) in !path.hasPrefix(prefix) || named.contains(path) }
        segments.withLock { $0 = $0.filter { isKept($0.key) } }
        weights.withLock { $0 = $0.filter { isKept($0.key) } }
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
