internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Makes the segments of a queue's features that are missing or stale, and what they are made with.
struct FeatureBuilder: Sendable {
    let location: FeatureLocation
    let queue: Queue
    let index: [ItemIndexEntry]
    let items: any ItemStore
    let verified: VerifiedFeatures

    private var configuration: FeatureExtractor { FeatureExtractor(queue.definition.features) }

    private var segmentRanges: [Range<Int>] {
        stride(from: 0, to: index.count, by: FeatureStore.segmentRowCount).map {
            $0..<min(index.count, $0 + FeatureStore.segmentRowCount)
        }
    }

    /// Makes what is missing.
    ///
    /// - Parameter manifest: What there is; what it was fitted with is kept. With nil everything is made anew.
    func build(
        reusing manifest: FeatureManifest?,
        progress: @Sendable (Int, Int) -> Void
    ) async throws -> FeatureManifest {
        let kept = manifest.flatMap { manifest in
            (try? verified.fitted(manifest, in: location.folder)).map { (manifest, $0) }
        }
        let weights = if let kept { kept.1.tfidf } else { try await self.weights() }
        var segments: [FeatureManifest.Segment] = []
        var blocks: [CountMatrix] = []
        for (number, range) in segmentRanges.enumerated() {
            if let old = kept?.0.segments.dropFirst(number).first, old.rowCount == range.count,
                old.isCurrent(in: index, at: range.lowerBound), let block = whole(old)
            {
                segments.append(old)
                blocks.append(block)
                continue
            }
            try Task.checkCancellation()
            let segment = try await segment(range, weights)
            segments.append(segment)
            // From the file: those of a large pool would not fit into memory.
            blocks.append(try verified.counts(of: segment, for: configuration, in: location.folder))
            progress(range.upperBound, index.count)
        }
        let extractor = if let kept { kept.1 } else { try await fit(weights, sample: sample(blocks, weights)) }
        if extractor.lsa != nil {
            for number in segments.indices where segments[number].dense == nil {
                try Task.checkCancellation()
                segments[number].dense = try part("\(segmentRanges[number].lowerBound)-dense") {
                    try FeatureFile.write(extractor.denseRows(of: blocks[number]), to: $0)
                }
            }
        }
        return FeatureManifest(
            textVersion: NormalizedText.version,
            features: queue.definition.features,
            template: queue.definition.item.text.source,
            fittedRowCount: kept?.0.fittedRowCount ?? index.count,
            frequencies: try kept?.0.frequencies ?? FrequencyFile.write(weights.frequencies, in: location.folder),
            basis: try kept?.0.basis
                ?? extractor.lsa.map { lsa in try part("basis") { try FeatureFile.write(lsa, to: $0) } },
            segments: segments
        )
    }

    /// What features are made with, fitted anew; no row is made.
    func extractor() async throws -> FittedExtractor {
        let weights = try await weights()
        guard configuration.lsa != nil else { return try await fit(weights, sample: nil) }
        let rows = LSA.sample(of: index.count)
        var terms: [TermCounts] = []
        var next = 0
        for range in segmentRanges {
            let wanted = rows[next...].prefix { range.contains($0) }
            next += wanted.count
            if wanted.isEmpty { continue }
            try Task.checkCancellation()
            let all = try await self.terms(range)
            terms += wanted.map { all[$0 - range.lowerBound] }
        }
        return try await fit(weights, sample: weights.weighted([weights.matrix(of: terms)]).gather(rows.indices))
    }

    private func sample(_ blocks: [CountMatrix], _ weights: FittedTFIDF) -> SparseMatrix? {
        configuration.lsa == nil ? nil : weights.weighted(blocks).gather(LSA.sample(of: index.count))
    }

    /// Takes seconds for a large pool: it ends when the task is cancelled.
    private func fit(_ weights: FittedTFIDF, sample: SparseMatrix?) async throws -> FittedExtractor {
        let cancellation = Cancellation()
        do {
            return try await withTaskCancellationHandler {
                try configuration.fit(weights, sample: sample, cancellation: cancellation)
            } onCancel: {
                cancellation.cancel()
            }
        } catch LearningError.cancelled {
            throw CancellationError()
        }
    }

    /// The counted rows of a segment whose files are all as they were written.
    private func whole(_ segment: FeatureManifest.Segment) -> CountMatrix? {
        guard let block = try? verified.counts(of: segment, for: configuration, in: location.folder),
            (try? verified.dense(of: segment, for: configuration, in: location.folder)) != nil
        else { return nil }
        return block
    }

    private func weights() async throws -> FittedTFIDF {
        let tfidf = configuration.tfidf
        var total = DocumentFrequencies(dimensions: tfidf.dimensions)
        for range in segmentRanges {
            try Task.checkCancellation()
            for terms in try await terms(range) { total.add(terms) }
        }
        return FittedTFIDF(configuration: tfidf, frequencies: total)
    }

    /// A segment that has no dense columns yet.
    private func segment(_ range: Range<Int>, _ weights: FittedTFIDF) async throws -> FeatureManifest.Segment {
        let block = weights.matrix(of: try await terms(range))
        let counts = try part("\(range.lowerBound)") { try FeatureFile.write(block, to: $0) }
        return FeatureManifest.Segment(
            counts: counts,
            rowCount: range.count,
            firstItem: index[range.lowerBound].id.rawValue,
            lastItem: index[range.upperBound - 1].id.rawValue,
            lastEvent: index[range].reduce(0) { max($0, $1.event) }
        )
    }

    /// A file that has the checksum of its content in its name.
    private func part(_ name: String, write: (URL) throws -> String) throws -> FeatureManifest.Part {
        let temporary = location.folder.appending(path: ".\(UUID().uuidString).tmp")
        let checksum = try write(temporary)
        let file = "\(name)-\(checksum.prefix(16)).features"
        _ = rename(temporary.path, location.folder.appending(path: file).path)
        return FeatureManifest.Part(file: file, checksum: checksum)
    }

    /// The terms of the rows of a range.
    private func terms(_ range: Range<Int>) async throws -> [TermCounts] {
        let after = range.lowerBound == 0 ? nil : index[range.lowerBound - 1].id
        let items = try await items.items(in: queue.id, after: after, limit: range.count)
        guard items.count == range.count, items.last?.id == index[range.upperBound - 1].id else {
            throw FeatureFile.Damage(path: location.folder.path, reason: "the items changed meanwhile")
        }
        let (template, tfidf) = (queue.definition.item.text, configuration.tfidf)
        let chunks = (items.count + 255) / 256
        return ParallelFor.map(chunks) { chunk in
            items[chunk * 256..<min(items.count, (chunk + 1) * 256)].map { item in
                // An item whose data do not fit the template any more has no words; `winnow check` names it.
                tfidf.terms(of: (try? template.text(of: item.data)) ?? "")
            }
        }.flatMap { $0 }
    }
}
