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
    private let bases = Mutex<[String: Entry<Checked<FeatureFile.Directions>>]>([:])
    private let weights = Mutex<[String: Entry<FittedTFIDF>]>([:])

    /// The counted rows of a segment; `.none` where nothing is counted.
    ///
    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names, or is not of such features.
    func counts(
        of segment: FeatureManifest.Segment,
        for configuration: FeatureExtractor,
        in folder: URL
    ) throws -> CountMatrix? {
        guard let tfidf = configuration.tfidf else { return nil }
        guard let part = segment.counts else { throw missing("counts", in: folder) }
        let matrix = try rows(of: part, in: folder, counts) { url in
            let (matrix, checksum) = try FeatureFile.counts(url)
            return Checked(rows: matrix, checksum: checksum)
        }
        guard matrix.rowCount == segment.rowCount, matrix.columnCount == tfidf.dimensions else { throw strange(part) }
        return matrix
    }

    /// The columns of `lsa.v1` in a segment; `.none` when it has none.
    ///
    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names, or is not of such features.
    func dense(
        of segment: FeatureManifest.Segment,
        for configuration: FeatureExtractor,
        in folder: URL
    ) throws -> DenseRows? {
        try segment.dense.map {
            try dense($0, rowCount: segment.rowCount, columnCount: configuration.lsa?.columnCount, in: folder)
        }
    }

    /// The columns of an encoder in a segment; `.none` while not all rows are encoded.
    ///
    /// - Throws: `FeatureFile.Damage` when the file is not the one that the manifest names, or is not of such features.
    func encoded(
        _ number: Int,
        of segment: FeatureManifest.Segment,
        for configuration: FeatureExtractor,
        in folder: URL
    ) throws -> DenseRows? {
        guard let parts = segment.encoded, parts.count == configuration.encoded.count else {
            throw missing("encoders", in: folder)
        }
        let count = configuration.encoded[number].columnCount
        return try parts[number].map { try dense($0, rowCount: segment.rowCount, columnCount: count, in: folder) }
    }

    private func dense(
        _ part: FeatureManifest.Part,
        rowCount: Int,
        columnCount: Int?,
        in folder: URL
    ) throws -> DenseRows {
        let rows = try rows(of: part, in: folder, dense) { url in
            let (rows, checksum) = try FeatureFile.halfRows(url)
            return Checked(rows: rows, checksum: checksum)
        }
        guard rows.rowCount == rowCount, rows.columnCount == columnCount else { throw strange(part) }
        return rows
    }

    /// The extractor that a manifest's segments were made with.
    ///
    /// - Parameter recipe: Of the manifest's features.
    /// - Throws: `FeatureFile.Damage` when a file is not the one that the manifest names.
    func fitted(_ manifest: FeatureManifest, as recipe: FeatureRecipe, in folder: URL) throws -> FittedExtractor {
        let configuration = recipe.configuration
        guard (manifest.encoders ?? []).map(\.version) == recipe.versions else {
            throw FeatureFile.Damage(path: folder.path, reason: "it was made with other encoders")
        }
        var lsa: FittedLSA?
        if let wanted = configuration.lsa {
            guard let part = manifest.basis else { throw missing("a basis", in: folder) }
            let found = try directions(part, in: folder)
            guard found.basis.columnCount == wanted.columnCount else { throw strange(part) }
            lsa = FittedLSA(basis: found.basis, variances: found.variances)
        }
        let encoders = try recipe.encoders.enumerated().map { number, encoder in
            let columns = try columns(configuration.encoded[number], manifest.encoders?[number].axes, in: folder)
            return FittedEncoder(encoder, columns: columns)
        }
        return FittedExtractor(
            configuration: configuration,
            tfidf: try configuration.tfidf.map { try weights($0, of: manifest, in: folder) },
            lsa: lsa,
            encoders: encoders
        )
    }

    private func weights(_ tfidf: TFIDF, of manifest: FeatureManifest, in folder: URL) throws -> FittedTFIDF {
        guard let name = manifest.frequencies else { throw missing("frequencies", in: folder) }
        return try content(of: folder.appending(path: name), in: weights) { url in
            guard let read = FrequencyFile.read(name, in: folder, dimensions: tfidf.dimensions) else {
                throw FeatureFile.Damage(path: url.path, reason: "it is missing or damaged")
            }
            return FittedTFIDF(configuration: tfidf, frequencies: read)
        }
    }

    private func columns(
        _ configuration: EncodedColumns,
        _ part: FeatureManifest.Part?,
        in folder: URL
    ) throws -> FittedColumns {
        guard configuration.isFitted else {
            return FittedColumns(configuration: configuration, basis: nil, variances: [])
        }
        guard let part else { throw missing("axes", in: folder) }
        let found = try directions(part, in: folder)
        let rowCount = configuration.isTurned ? configuration.encoderCount : 0
        guard found.basis.columnCount == configuration.columnCount, found.basis.rowCount == rowCount else {
            throw strange(part)
        }
        return FittedColumns(
            configuration: configuration,
            basis: configuration.isTurned ? found.basis : nil,
            variances: found.variances
        )
    }

    private func directions(_ part: FeatureManifest.Part, in folder: URL) throws -> FeatureFile.Directions {
        try rows(of: part, in: folder, bases) { url in
            let directions = try FeatureFile.directions(url)
            return Checked(rows: directions, checksum: directions.checksum)
        }
    }

    private func missing(_ what: String, in folder: URL) -> FeatureFile.Damage {
        FeatureFile.Damage(path: folder.path, reason: "the manifest has no \(what)")
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
