internal import Foundation
internal import Synchronization
internal import WinnowLearning
internal import WinnowNumerics

/// Segments that are mapped and whose checksum was right, and what they were made with: each is read once in a process,
/// unless its file becomes another.
///
/// `winnow check` reads all of them again.
package final class VerifiedFeatures: Sendable {
    /// What all rooms of this process have read: training, insight and rankings look at the same memory.
    package static let shared = VerifiedFeatures()

    private struct Entry<Content: Sendable>: Sendable {
        let file: FileIdentity
        let content: Content
    }

    private struct Checked<Rows: Sendable>: Sendable {
        let rows: Rows
        let checksum: String
    }

    package init() {}

    /// By path.
    private let counts = Mutex<[String: Entry<Checked<CountMatrix>>]>([:])
    private let dense = Mutex<[String: Entry<Checked<DenseRows>>]>([:])
    private let bases = Mutex<[String: Entry<Checked<FittedLSA>>]>([:])
    private let weights = Mutex<[String: Entry<FittedTFIDF>]>([:])

    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names, or is not of such features.
    func counts(
        of segment: FeatureManifest.Segment,
        for configuration: FeatureExtractor,
        in folder: URL
    ) throws -> CountMatrix {
        let matrix = try rows(of: segment.counts, in: folder, counts) { url in
            let (matrix, checksum) = try FeatureFile.counts(url)
            return Checked(rows: matrix, checksum: checksum)
        }
        guard matrix.rowCount == segment.rowCount, matrix.columnCount == configuration.tfidf.dimensions else {
            throw strange(segment.counts)
        }
        return matrix
    }

    /// The dense rows of a segment; `.none` when it has none.
    ///
    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names, or is not of such features.
    func dense(
        of segment: FeatureManifest.Segment,
        for configuration: FeatureExtractor,
        in folder: URL
    ) throws -> DenseRows? {
        guard let part = segment.dense else { return nil }
        let rows = try rows(of: part, in: folder, dense) { url in
            let (rows, checksum) = try FeatureFile.halfRows(url)
            return Checked(rows: rows, checksum: checksum)
        }
        guard rows.rowCount == segment.rowCount, rows.columnCount == configuration.lsa?.columnCount else {
            throw strange(part)
        }
        return rows
    }

    /// The extractor that a manifest's segments were made with.
    ///
    /// - Throws: `FeatureFile.Damage` when a file is not the one that the manifest names.
    func fitted(_ manifest: FeatureManifest, in folder: URL) throws -> FittedExtractor {
        let configuration = FeatureExtractor(manifest.features)
        let url = folder.appending(path: manifest.frequencies)
        let tfidf = try content(of: url, in: weights) { url in
            let dimensions = configuration.tfidf.dimensions
            let read = FrequencyFile.read(manifest.frequencies, in: folder, dimensions: dimensions)
            guard let read else { throw FeatureFile.Damage(path: url.path, reason: "it is missing or damaged") }
            return FittedTFIDF(configuration: configuration.tfidf, frequencies: read)
        }
        var lsa: FittedLSA?
        if let wanted = configuration.lsa {
            guard let basis = manifest.basis else {
                throw FeatureFile.Damage(path: folder.path, reason: "the manifest has no basis")
            }
            let found = try rows(of: basis, in: folder, bases) { url in
                let (lsa, checksum) = try FeatureFile.lsa(url)
                return Checked(rows: lsa, checksum: checksum)
            }
            guard found.columnCount == wanted.columnCount else { throw strange(basis) }
            lsa = found
        }
        return FittedExtractor(configuration: configuration, tfidf: tfidf, lsa: lsa)
    }

    private func strange(_ part: FeatureManifest.Part) -> FeatureFile.Damage {
        FeatureFile.Damage(path: part.file, reason: "it is another file than the manifest names")
    }

    private func rows<Rows>(
        of part: FeatureManifest.Part,
        in folder: URL,
        _ entries: borrowing Mutex<[String: Entry<Checked<Rows>>]>,
        read: (URL) throws -> Checked<Rows>
    ) throws -> Rows {
        let found = try content(of: folder.appending(path: part.file), in: entries, read: read)
        guard found.checksum == part.checksum else { throw strange(part) }
        return found.rows
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
        let named = Set(manifest.files.map { folder.appending(path: $0).path })
        let prefix = folder.path + "/"
        let isKept = { (path: String) in !path.hasPrefix(prefix) || named.contains(path) }
        counts.withLock { $0 = $0.filter { isKept($0.key) } }
        dense.withLock { $0 = $0.filter { isKept($0.key) } }
        bases.withLock { $0 = $0.filter { isKept($0.key) } }
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
