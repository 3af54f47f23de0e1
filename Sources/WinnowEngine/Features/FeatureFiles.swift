internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// The files of a queue's features as rows: mapped where they are written, put together where not all is encoded yet.
struct FeatureFiles: Sendable {
    let location: FeatureLocation
    let recipe: FeatureRecipe
    let texts: QueueTexts
    let verified: VerifiedFeatures

    private var index: [ItemIndexEntry] { texts.index }

    /// - Throws: `FeatureFile.Damage` when the manifest is not of all items, or a file not as it was written.
    func open(_ manifest: FeatureManifest) async throws -> FeatureSet {
        guard manifest.rowCount == index.count, manifest.covers(index) else {
            throw damage("there are newer items")
        }
        let extractor = try verified.fitted(manifest, as: recipe, in: location.folder)
        let configuration = extractor.configuration
        let counts = try manifest.segments.compactMap {
            try verified.counts(of: $0, for: configuration, in: location.folder)
        }
        var dense: [[DenseRows]] = []
        if extractor.lsa != nil {
            dense.append(
                try manifest.segments.compactMap {
                    try verified.dense(of: $0, for: configuration, in: location.folder)
                }
            )
        }
        var isMissing = [Bool](repeating: false, count: manifest.isWhole ? 0 : index.count)
        for number in extractor.encoders.indices {
            dense.append(try await encoded(number, manifest, extractor, &isMissing))
        }
        let rowCounts = manifest.segments.map(\.rowCount)
        guard dense.allSatisfy({ $0.count == rowCounts.count }),
            counts.count == (extractor.tfidf == nil ? 0 : rowCounts.count),
            Set(rowCounts.dropLast()).count <= 1, rowCounts.last ?? 0 <= rowCounts.first ?? 0
        else { throw damage("its files do not fit each other") }
        verified.keep(manifest, in: location.folder)
        return FeatureSet(
            rows: extractor.rows(counts: counts, dense: dense),
            extractor: extractor,
            fittedRowCount: manifest.fittedRowCount,
            digest: manifest.digest,
            making: manifest.making,
            encoders: (manifest.encoders ?? []).map(\.version),
            isMissing: isMissing
        )
    }

    /// The columns of an encoder by segment.
    private func encoded(
        _ number: Int,
        _ manifest: FeatureManifest,
        _ extractor: FittedExtractor,
        _ isMissing: inout [Bool]
    ) async throws -> [DenseRows] {
        var blocks: [DenseRows] = []
        var first = 0
        for segment in manifest.segments {
            let range = first..<first + segment.rowCount
            first = range.upperBound
            let whole = try verified.encoded(
                number,
                of: segment,
                for: extractor.configuration,
                in: location.folder
            )
            if let whole {
                blocks.append(whole)
                continue
            }
            let columns = extractor.encoders[number].columns
            let (rows, isThere) = try await PoolEncoding(texts: texts)
                .rows(range, of: recipe.encoders[number], as: columns)
            blocks.append(rows)
            for (row, isThere) in zip(range, isThere) where !isThere { isMissing[row] = true }
        }
        return blocks
    }

    /// Encodes what has to be encoded now.
    func encode(_ demand: EncodingDemand, progress: @Sendable (Int, Int) -> Void) async throws {
        let encoding = PoolEncoding(texts: texts)
        for encoder in recipe.encoders {
            switch demand {
            case .rows(let rows): try await encoding.encode(rows, with: encoder)
            case .all:
                for start in stride(from: 0, to: index.count, by: FeatureStore.segmentRowCount) {
                    let range = start..<min(start + FeatureStore.segmentRowCount, index.count)
                    let missing = try await encoding.missing(range, of: encoder)
                    let done = range.upperBound - missing.count
                    try await encoding.encode(missing, with: encoder, isPatient: true) {
                        progress(done + $0, index.count)
                    }
                }
            }
        }
    }

    private func damage(_ reason: String) -> FeatureFile.Damage {
        FeatureFile.Damage(path: location.folder.path, reason: reason)
    }
}
