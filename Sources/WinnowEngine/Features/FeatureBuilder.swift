internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Makes the segments of a queue's features that are missing or stale, and what they are made with.
struct FeatureBuilder: Sendable {
    let location: FeatureLocation
    let recipe: FeatureRecipe
    let texts: QueueTexts
    let verified: VerifiedFeatures

    private var queue: Queue { texts.queue }
    private var index: [ItemIndexEntry] { texts.index }
    private var configuration: FeatureExtractor { recipe.configuration }
    private var encoding: PoolEncoding { PoolEncoding(texts: texts) }

    private var segmentRanges: [Range<Int>] {
        stride(from: 0, to: index.count, by: FeatureStore.segmentRowCount).map {
            $0..<min(index.count, $0 + FeatureStore.segmentRowCount)
        }
    }

    /// Makes what is missing, apart from what encoders have not encoded yet.
    ///
    /// - Parameter manifest: What there is; what it was fitted with is kept. With nil everything is made anew.
    func build(
        reusing manifest: FeatureManifest?,
        progress: @Sendable (Int, Int) -> Void
    ) async throws -> FeatureManifest {
        let kept = manifest.flatMap { manifest in
            (try? verified.fitted(manifest, as: recipe, in: location.folder)).map { (manifest, $0) }
        }
        let weights = if let kept { kept.1.tfidf } else { try await self.weights() }
        var (segments, blocks) = try await segments(reusing: kept?.0, weights, progress)
        let extractor = if let kept { kept.1 } else { try await fit(weights, sample: sample(blocks, weights)) }
        if extractor.lsa != nil {
            for number in segments.indices where segments[number].dense == nil {
                try Task.checkCancellation()
                segments[number].dense = try part("\(segmentRanges[number].lowerBound)-dense") {
                    try FeatureFile.write(extractor.denseRows(of: blocks[number]), to: $0)
                }
            }
        }
        blocks = []
        try await addEncoded(to: &segments, extractor)
        return FeatureManifest(
            textVersion: NormalizedText.version,
            features: queue.definition.features,
            template: queue.definition.item.text.source,
            fittedRowCount: kept?.0.fittedRowCount ?? index.count,
            frequencies: try kept?.0.frequencies
                ?? weights.map { try FrequencyFile.write($0.frequencies, in: location.folder) },
            basis: try kept?.0.basis
                ?? extractor.lsa.map { lsa in
                    try part("basis") { try FeatureFile.write(lsa.basis, variances: lsa.variances, to: $0) }
                },
            encoders: recipe.encoders.isEmpty ? nil : try kept?.0.encoders ?? encoders(of: extractor),
            segments: segments
        )
    }

    /// What features are made with, fitted anew; no row is made.
    func extractor() async throws -> FittedExtractor {
        let weights = try await weights()
        guard configuration.lsa != nil, let weights else { return try await fit(weights, sample: nil) }
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
}

// MARK: - What is fitted

extension FeatureBuilder {
    private func sample(_ blocks: [CountMatrix], _ weights: FittedTFIDF?) -> SparseMatrix? {
        configuration.lsa == nil ? nil : weights?.weighted(blocks).gather(LSA.sample(of: index.count))
    }

    /// Takes seconds for a large pool: it ends when the task is cancelled.
    private func fit(_ weights: FittedTFIDF?, sample: SparseMatrix?) async throws -> FittedExtractor {
        var encoders: [FittedEncoder] = []
        for (encoder, columns) in zip(recipe.encoders, configuration.encoded) {
            encoders.append(FittedEncoder(encoder, columns: try await encoding.fit(columns, to: encoder)))
        }
        let (fitted, cancellation) = (encoders, Cancellation())
        do {
            return try await withTaskCancellationHandler {
                try configuration.fit(weights, sample: sample, encoders: fitted, cancellation: cancellation)
            } onCancel: {
                cancellation.cancel()
            }
        } catch LearningError.cancelled {
            throw CancellationError()
        }
    }

    /// nil where no terms are counted.
    private func weights() async throws -> FittedTFIDF? {
        guard let tfidf = configuration.tfidf else { return nil }
        var total = DocumentFrequencies(dimensions: tfidf.dimensions)
        for range in segmentRanges {
            try Task.checkCancellation()
            for terms in try await terms(range) { total.add(terms) }
        }
        return FittedTFIDF(configuration: tfidf, frequencies: total)
    }

    private func encoders(of extractor: FittedExtractor) throws -> [FeatureManifest.Encoder] {
        try zip(recipe.encoders, extractor.encoders).map { encoder, fitted in
            let columns = fitted.columns
            let axes =
                try columns.variances.isEmpty
                ? nil
                : part("axes") {
                    let basis = columns.basis ?? WideMatrix(zeros: 0, columns.columnCount)
                    return try FeatureFile.write(basis, variances: columns.variances, to: $0)
                }
            return FeatureManifest.Encoder(version: encoder.version, axes: axes)
        }
    }
}

// MARK: - Rows

extension FeatureBuilder {
    /// All segments with their counts, and these, from files where they are as they were written.
    private func segments(
        reusing kept: FeatureManifest?,
        _ weights: FittedTFIDF?,
        _ progress: @Sendable (Int, Int) -> Void
    ) async throws -> (segments: [FeatureManifest.Segment], blocks: [CountMatrix]) {
        var segments: [FeatureManifest.Segment] = []
        var blocks: [CountMatrix] = []
        for (number, range) in segmentRanges.enumerated() {
            if let old = kept?.segments.dropFirst(number).first, old.rowCount == range.count,
                old.isCurrent(in: index, at: range.lowerBound), let counts = whole(old)
            {
                segments.append(old)
                blocks += counts
                continue
            }
            try Task.checkCancellation()
            let segment = try await segment(range, weights)
            segments.append(segment)
            // From the file: those of a large pool would not fit into memory.
            blocks += try verified.counts(of: segment, for: configuration, in: location.folder).map { [$0] } ?? []
            progress(range.upperBound, index.count)
        }
        return (segments, blocks)
    }

    /// The counted rows of a segment, none where nothing is counted; nil when a file is not as it was written.
    private func whole(_ segment: FeatureManifest.Segment) -> [CountMatrix]? {
        guard (try? verified.dense(of: segment, for: configuration, in: location.folder)) != nil,
            let counts = try? verified.counts(of: segment, for: configuration, in: location.folder).map({ [$0] }) ?? [],
            (segment.encoded ?? []).indices.allSatisfy({ number in
                (try? verified.encoded(number, of: segment, for: configuration, in: location.folder)) != nil
            })
        else { return nil }
        return counts
    }

    /// A segment that has no dense columns yet.
    private func segment(_ range: Range<Int>, _ weights: FittedTFIDF?) async throws -> FeatureManifest.Segment {
        var counts: FeatureManifest.Part?
        if let weights {
            let block = weights.matrix(of: try await terms(range))
            counts = try part("\(range.lowerBound)") { try FeatureFile.write(block, to: $0) }
        }
        return FeatureManifest.Segment(
            counts: counts,
            encoded: recipe.encoders.isEmpty ? nil : recipe.encoders.map { _ in nil },
            rowCount: range.count,
            firstItem: index[range.lowerBound].id.rawValue,
            lastItem: index[range.upperBound - 1].id.rawValue,
            lastEvent: index[range].reduce(0) { max($0, $1.event) }
        )
    }

    /// Writes the columns of encoders for segments of which all rows are encoded by now.
    private func addEncoded(to segments: inout [FeatureManifest.Segment], _ extractor: FittedExtractor) async throws {
        for (number, encoder) in recipe.encoders.enumerated() {
            for (place, range) in segmentRanges.enumerated() where segments[place].encoded?[number] == nil {
                try Task.checkCancellation()
                let columns = extractor.encoders[number].columns
                let (rows, isThere) = try await encoding.rows(range, of: encoder, as: columns)
                guard !isThere.contains(false) else { continue }
                segments[place].encoded?[number] = try part("\(range.lowerBound)-encoded-\(number)") {
                    try FeatureFile.write(rows, to: $0)
                }
            }
        }
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
        guard let tfidf = configuration.tfidf else { preconditionFailure("nothing is counted") }
        let texts = try await self.texts.texts(range)
        let chunks = (texts.count + 255) / 256
        return ParallelFor.map(chunks) { chunk in
            texts[chunk * 256..<min(texts.count, (chunk + 1) * 256)].map { tfidf.terms(of: $0) }
        }.flatMap { $0 }
    }
}
