internal import Foundation
package import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// Keeps a queue's features on disk and brings them up to date with its items.
///
/// Rows lie in segments of a fixed length; all but the last are never touched again, so new items cost what they are
/// worth, and a segment that was verified in this process is not read again. Extractors are fitted again, and all rows made
/// anew, whenever the pool has doubled: each item's features are then made about twice in its life.
package struct FeatureStore: Sendable {
    package static let segmentRowCount = 32_768

    private let folder: URL
    private let items: any ItemStore
    private let verified: VerifiedFeatures

    /// - Parameter verified: The files that are read already; tests that are to read as another process have their own.
    package init(dataFolder: DataFolder, items: any ItemStore, verified: VerifiedFeatures = .shared) {
        folder = dataFolder.features
        self.items = items
        self.verified = verified
    }

    /// The features of all items in the index.
    ///
    /// - Parameters:
    ///   - index: All items of the queue in item order.
    ///   - isCancelled: Asked between segments.
    ///   - progress: Told how many rows of how many are made.
    /// - Throws: `CancellationError`, and what the file system or the store say.
    package func features(
        of queue: Queue,
        index: [ItemIndexEntry],
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> FeatureSet {
        let location = FeatureLocation(folder: folder, queue: queue)
        try FileManager.default.createDirectory(at: location.folder, withIntermediateDirectories: true)
        var manifest = location.manifest(for: queue.definition)
        if let current = manifest, index.count >= max(1, 2 * current.fittedRowCount) { manifest = nil }
        if let current = manifest, let set = try? open(current, location, index: index) { return set }
        let builder = FeatureBuilder(
            location: location,
            queue: queue,
            index: index,
            items: items,
            verified: verified
        )
        let made = try await builder.build(reusing: manifest, progress: progress)
        try location.store(made)
        return try open(made, location, index: index)
    }

    /// The features on disk if they are those of all items in the index; nothing is made.
    package func current(of queue: Queue, index: [ItemIndexEntry]) -> FeatureSet? {
        let location = FeatureLocation(folder: folder, queue: queue)
        return location.manifest(for: queue.definition).flatMap { try? open($0, location, index: index) }
    }

    /// The extractor as it was fitted on a queue's first items: read where it is kept, otherwise fitted again.
    package func extractor(
        of queue: Queue,
        definition: QueueDefinition,
        fittedRowCount: Int,
        index: [ItemIndexEntry]
    ) async throws -> FittedExtractor {
        let location = FeatureLocation(folder: folder, queue: queue)
        var queue = queue
        queue.definition = definition
        let builder = FeatureBuilder(
            location: location,
            queue: queue,
            index: Array(index.prefix(fittedRowCount)),
            items: items,
            verified: verified
        )
        if let manifest = location.manifest(for: definition), manifest.fittedRowCount == fittedRowCount,
            let kept = try? verified.fitted(manifest, in: location.folder)
        {
            return kept
        }
        return try await builder.extractor()
    }

    private func open(
        _ manifest: FeatureManifest,
        _ location: FeatureLocation,
        index: [ItemIndexEntry]
    ) throws -> FeatureSet {
        guard manifest.rowCount == index.count, manifest.covers(index) else {
            throw FeatureFile.Damage(path: location.folder.path, reason: "there are newer items")
        }
        let extractor = try verified.fitted(manifest, in: location.folder)
        let configuration = extractor.configuration
        let counts = try manifest.segments.map {
            try verified.counts(of: $0, for: configuration, in: location.folder)
        }
        let dense = try manifest.segments.compactMap {
            try verified.dense(of: $0, for: configuration, in: location.folder)
        }
        guard dense.count == (extractor.lsa == nil ? 0 : counts.count),
            Set(counts.dropLast().map(\.rowCount)).count <= 1,
            counts.last?.rowCount ?? 0 <= counts.first?.rowCount ?? 0
        else {
            throw FeatureFile.Damage(path: location.folder.path, reason: "its files do not fit each other")
        }
        verified.keep(manifest, in: location.folder)
        return FeatureSet(
            rows: extractor.rows(counts: counts, dense: dense),
            extractor: extractor,
            fittedRowCount: manifest.fittedRowCount,
            digest: manifest.digest
        )
    }
}

extension FeatureManifest {
    /// Whether each segment's items are those of the index and have the content that it was made from.
    func covers(_ index: [ItemIndexEntry]) -> Bool {
        var first = 0
        for segment in segments {
            guard segment.isCurrent(in: index, at: first) else { return false }
            first += segment.rowCount
        }
        return true
    }
}

extension FeatureManifest.Segment {
    func isCurrent(in index: [ItemIndexEntry], at first: Int) -> Bool {
        guard rowCount > 0, first + rowCount <= index.count, index[first].id.rawValue == firstItem,
            index[first + rowCount - 1].id.rawValue == lastItem
        else { return false }
        return index[first..<first + rowCount].allSatisfy { $0.event <= lastEvent }
    }
}
