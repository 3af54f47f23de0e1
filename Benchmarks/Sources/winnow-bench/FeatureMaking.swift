import WinnowLearning
import WinnowNumerics

extension TFIDF {
    /// What a queue file says: `words` or `default` (characters too).
    init(variant: String) {
        self.init(characters: variant == "words" ? nil : 3...5)
    }

    /// Counts, weights and builds: what the engine does, without files.
    func features(of texts: [String]) -> WeightedCounts {
        let chunkCount = (texts.count + 255) / 256
        let terms = ParallelFor.map(chunkCount) { chunk in
            texts[chunk * 256..<min(texts.count, (chunk + 1) * 256)].map { self.terms(of: $0) }
        }.flatMap { $0 }
        var frequencies = DocumentFrequencies(dimensions: dimensions)
        for terms in terms { frequencies.add(terms) }
        let fitted = FittedTFIDF(configuration: self, frequencies: frequencies)
        return fitted.weighted([fitted.matrix(of: terms)])
    }
}

extension PoolFeatures {
    /// All rows as a peer keeps them.
    var gathered: SparseMatrix {
        guard let counts else { preconditionFailure("a pool without counts") }
        return counts.gather(0..<rowCount)
    }
}

extension WeightedCounts {
    /// The given rows as a pool keeps them.
    func repeating(_ rows: [Int]) -> WeightedCounts {
        var builder = CountMatrixBuilder(columnCount: columnCount)
        builder.reserve(rows: rows.count)
        for row in rows {
            builder.append(
                blocks[0].entries[blocks[0].range(of: row)].lazy.map { CountEntry(bits: $0) },
                scale: blocks[0].scales[row]
            )
        }
        return WeightedCounts(blocks: [builder.build()], factors: factors, weights: weights)
    }
}
