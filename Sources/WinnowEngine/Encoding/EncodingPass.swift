package import WinnowDomain

/// Encodes all of a queue's items that are not encoded yet, a chunk at a time, so that everything else comes first.
///
/// What a chunk made is kept when the next begins: a process that is killed goes on where it was.
package struct EncodingPass: Sendable {
    let queue: Queue
    let index: [ItemIndexEntry]
    let items: any ItemStore
    let dataFolder: DataFolder

    /// - Parameter index: All items of the queue in item order.
    package init(queue: Queue, index: [ItemIndexEntry], items: any ItemStore, dataFolder: DataFolder) {
        self.queue = queue
        self.index = index
        self.items = items
        self.dataFolder = dataFolder
    }

    /// What a pass did.
    package struct Summary: Hashable, Sendable {
        /// Items that were not encoded before.
        package var madeCount = 0
        /// By encoder: texts of which the end was not read.
        package var cutCounts: [String: Int] = [:]
    }

    /// Between two reports.
    private static let pause = Duration.milliseconds(500)

    /// Encodes; run it on an executor of its own.
    ///
    /// - Parameter report: Told how far it is, not more often than twice a second, and at the end; false ends the pass.
    /// - Throws: `CancellationError`, `EncodingProblem`, `LearningError.encoder`; what the store or the file system say.
    @discardableResult
    package func run(report: @Sendable (EncodingProgress) async -> Bool) async throws -> Summary {
        guard !index.isEmpty else { return Summary() }
        let encoders = try EncoderShelf(dataFolder: dataFolder).recipe(of: queue.definition.features).encoders
        let encoding = PoolEncoding(texts: QueueTexts(queue: queue, index: index, items: items))
        var last = ContinuousClock.now
        var summary = Summary()
        let cutBefore = encoders.map(\.cutCount)
        func tell(_ doneCount: Int) async throws {
            last = .now
            let progress = EncodingProgress(doneCount: doneCount, itemCount: index.count)
            guard await report(progress) else { throw CancellationError() }
        }
        for start in stride(from: 0, to: index.count, by: FeatureStore.segmentRowCount) {
            let range = start..<min(start + FeatureStore.segmentRowCount, index.count)
            for (number, encoder) in encoders.enumerated() {
                let missing = try await encoding.missing(range, of: encoder)
                let isLast = number == encoders.count - 1
                if isLast { summary.madeCount += missing.count }
                for first in stride(from: 0, to: missing.count, by: PoolEncoding.chunkSize) {
                    let chunk = missing[first..<min(first + PoolEncoding.chunkSize, missing.count)]
                    try await encoding.encode(Array(chunk), with: encoder, isPatient: true)
                    // An item is done when its last encoder is.
                    let done = isLast ? range.upperBound - missing.count + chunk.endIndex : range.lowerBound
                    if last.duration(to: .now) > Self.pause { try await tell(done) }
                    // Others who wait for this thread come between chunks.
                    await Task.yield()
                }
            }
        }
        try await tell(index.count)
        for (encoder, before) in zip(encoders, cutBefore) {
            summary.cutCounts[encoder.name, default: 0] += encoder.cutCount - before
        }
        return summary
    }
}

extension FeatureStore {
    /// Whether all features of a queue are in their files, made by the encoders that there are now: a look at the manifest.
    ///
    /// - Throws: `EncodingProblem`; what the file system says.
    package func isWhole(_ queue: Queue, index: [ItemIndexEntry]) throws -> Bool {
        guard let manifest = manifest(of: queue) else { return false }
        let versions = (manifest.encoders ?? []).map(\.version)
        return try versions == encoderVersions(queue.definition) && manifest.isWhole && manifest.rowCount == index.count
            && manifest.covers(index)
    }
}
