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
    private let shelf: EncoderShelf
    private let items: any ItemStore
    private let verified: VerifiedFeatures

    /// - Parameter verified: The files that are read already; tests that are to read as another process have their own.
    package init(dataFolder: DataFolder, items: any ItemStore, verified: VerifiedFeatures = .shared) {
        folder = dataFolder.features
        shelf = EncoderShelf(dataFolder: dataFolder)
        self.items = items
        self.verified = verified
    }

    /// The features of all items in the index.
    ///
    /// - Parameters:
    ///   - index: All items of the queue in item order.
    ///   - demand: What encoders have to encode for it.
    ///   - progress: Told how many rows of how many are made.
    /// - Throws: `CancellationError`, `EncodingProblem`, `LearningError.encoder`, and what the file system or the store say.
    package func features(
        of queue: Queue,
        index: [ItemIndexEntry],
        encoding demand: EncodingDemand = .all,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> FeatureSet {
        let location = FeatureLocation(folder: folder, queue: queue)
        try FileManager.default.createDirectory(at: location.folder, withIntermediateDirectories: true)
        var manifest = location.manifest(for: queue.definition)
        if let current = manifest, index.count >= max(1, 2 * current.fittedRowCount) { manifest = nil }
        let files = FeatureFiles(
            location: location,
            recipe: try shelf.recipe(of: queue.definition.features),
            texts: QueueTexts(queue: queue, index: index, items: items),
            verified: verified
        )
        if let current = manifest, current.isWhole, let set = try? await files.open(current) { return set }
        try await files.encode(demand, progress: progress)
        let builder = FeatureBuilder(
            location: location,
            recipe: files.recipe,
            texts: files.texts,
            verified: verified
        )
        let made = try await builder.build(reusing: manifest, progress: progress)
        if made != manifest { try location.store(made) }
        return try await files.open(made)
    }

    /// nil where there is none of the queue's features.
    func manifest(of queue: Queue) -> FeatureManifest? {
        FeatureLocation(folder: folder, queue: queue).manifest(for: queue.definition)
    }

    /// The features on disk if they are those of all items in the index; nothing is made.
    package func current(of queue: Queue, index: [ItemIndexEntry]) async -> FeatureSet? {
        let location = FeatureLocation(folder: folder, queue: queue)
        guard let manifest = location.manifest(for: queue.definition),
            let recipe = try? shelf.recipe(of: queue.definition.features)
        else { return nil }
        let texts = QueueTexts(queue: queue, index: index, items: items)
        return try? await FeatureFiles(location: location, recipe: recipe, texts: texts, verified: verified)
            .open(manifest)
    }

    /// The versions of the encoders that a definition names, as they are now.
    ///
    /// - Throws: `EncodingProblem`; what the file system says.
    func encoderVersions(_ definition: QueueDefinition) throws -> [String] {
        try shelf.recipe(of: definition.features).versions
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
        let recipe = try shelf.recipe(of: definition.features)
        if let manifest = location.manifest(for: definition), manifest.fittedRowCount == fittedRowCount,
            let kept = try? verified.fitted(manifest, as: recipe, in: location.folder)
        {
            return kept
        }
        let texts = QueueTexts(queue: queue, index: Array(index.prefix(fittedRowCount)), items: items)
        return try await FeatureBuilder(location: location, recipe: recipe, texts: texts, verified: verified)
            .extractor()
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
