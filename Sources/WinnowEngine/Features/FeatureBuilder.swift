internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Makes the segments of a queue's features that are missing or stale.
struct FeatureBuilder: Sendable {
    let location: FeatureLocation
    let queue: Queue
    let index: [ItemIndexEntry]
    let items: any ItemStore
    let verified: VerifiedFeatures

    private var segmentRanges: [Range<Int>] {
        stride(from: 0, to: index.count, by: FeatureStore.segmentRowCount).map {
            $0..<min(index.count, $0 + FeatureStore.segmentRowCount)
        }
    }

    /// - Parameter manifest: What there is; its frequencies are kept. With nil everything is made anew.
    func build(
        reusing manifest: FeatureManifest?,
        progress: @Sendable (Int, Int) -> Void
    ) async throws -> FeatureManifest {
        let tfidf = TFIDF(queue.definition.features)
        let fitted: (rowCount: Int, frequencies: DocumentFrequencies, file: String)
        if let manifest,
            let frequencies = FrequencyFile.read(
                manifest.frequencies,
                in: location.folder,
                dimensions: tfidf.dimensions
            )
        {
            fitted = (manifest.fittedRowCount, frequencies, manifest.frequencies)
        } else {
            let frequencies = try await count(tfidf)
            fitted = (index.count, frequencies, try FrequencyFile.write(frequencies, in: location.folder))
        }
        let weights = FittedTFIDF(configuration: tfidf, frequencies: fitted.frequencies)
        let isReusable = manifest.map { $0.frequencies == fitted.file } ?? false
        var segments: [FeatureManifest.Segment] = []
        for (number, range) in segmentRanges.enumerated() {
            if isReusable, let manifest, manifest.segments.indices.contains(number) {
                let old = manifest.segments[number]
                if old.rowCount == range.count, old.isCurrent(in: index, at: range.lowerBound), isWhole(old) {
                    segments.append(old)
                    continue
                }
            }
            try Task.checkCancellation()
            segments.append(try await make(range, weights))
            progress(range.upperBound, index.count)
        }
        return FeatureManifest(
            textVersion: NormalizedText.version,
            features: queue.definition.features,
            template: queue.definition.item.text.source,
            fittedRowCount: fitted.rowCount,
            frequencies: fitted.file,
            segments: segments
        )
    }

    /// The weights alone, without any row.
    func extractor(reusing manifest: FeatureManifest?) async throws -> FittedTFIDF {
        let tfidf = TFIDF(queue.definition.features)
        let stored = manifest.flatMap {
            FrequencyFile.read($0.frequencies, in: location.folder, dimensions: tfidf.dimensions)
        }
        let frequencies = if let stored { stored } else { try await count(tfidf) }
        return FittedTFIDF(configuration: tfidf, frequencies: frequencies)
    }

    private func isWhole(_ segment: FeatureManifest.Segment) -> Bool {
        (try? verified.matrix(of: segment, in: location.folder)) != nil
    }

    private func count(_ tfidf: TFIDF) async throws -> DocumentFrequencies {
        var total = DocumentFrequencies(dimensions: tfidf.dimensions)
        for range in segmentRanges {
            try Task.checkCancellation()
            for terms in try await terms(range, tfidf) { total.add(terms) }
        }
        return total
    }

    private func make(_ range: Range<Int>, _ weights: FittedTFIDF) async throws -> FeatureManifest.Segment {
        let terms = try await terms(range, weights.configuration)
        let temporary = location.folder.appending(path: ".\(UUID().uuidString).tmp")
        let checksum = try FeatureFile.write(weights.matrix(of: terms), to: temporary)
        let file = "\(range.lowerBound)-\(checksum.prefix(16)).features"
        _ = rename(temporary.path, location.folder.appending(path: file).path)
        return FeatureManifest.Segment(
            file: file,
            checksum: checksum,
            rowCount: range.count,
            firstItem: index[range.lowerBound].id.rawValue,
            lastItem: index[range.upperBound - 1].id.rawValue,
            lastEvent: index[range].reduce(0) { max($0, $1.event) }
        )
    }

    /// The terms of the rows of a range.
    private func terms(_ range: Range<Int>, _ tfidf: TFIDF) async throws -> [TermCounts] {
        let after = range.lowerBound == 0 ? nil : index[range.lowerBound - 1].id
        let items = try await items.items(in: queue.id, after: after, limit: range.count)
        guard items.count == range.count, items.last?.id == index[range.upperBound - 1].id else {
            throw FeatureFile.Damage(path: location.folder.path, reason: "the items changed meanwhile")
        }
        let template = queue.definition.item.text
        let chunks = (items.count + 255) / 256
        return ParallelFor.map(chunks) { chunk in
            items[chunk * 256..<min(items.count, (chunk + 1) * 256)].map { item in
                // An item whose data do not fit the template any more has no words; `winnow check` names it.
                tfidf.terms(of: (try? template.text(of: item.data)) ?? "")
            }
        }.flatMap { $0 }
    }
}

extension TFIDF {
    /// The extractor that a definition asks for.
    init(_ features: [FeatureDefinition]) {
        guard case .tfidf(let words, let characters, let dimensions)? = features.first else {
            preconditionFailure("a definition without features")
        }
        self.init(words: words, characters: characters, dimensions: dimensions)
    }
}
