import WinnowLearning
import WinnowNumerics

extension TFIDF {
    /// What a queue file says: `words` or `default` (characters too).
    init(variant: String) {
        self.init(characters: variant == "words" ? nil : 3...5)
    }

    /// Counts, weights and builds: what the engine does, without files.
    func features(of texts: [String]) -> SparseMatrix {
        let chunkCount = (texts.count + 255) / 256
        let terms = ParallelFor.map(chunkCount) { chunk in
            texts[chunk * 256..<min(texts.count, (chunk + 1) * 256)].map { self.terms(of: $0) }
        }.flatMap { $0 }
        var frequencies = DocumentFrequencies(dimensions: dimensions)
        for terms in terms { frequencies.add(terms) }
        let fitted = FittedTFIDF(configuration: self, frequencies: frequencies)
        let rows = ParallelFor.map(terms.count) { fitted.row(of: terms[$0]) }
        var builder = SparseMatrixBuilder(columnCount: dimensions)
        builder.reserve(rows: terms.count)
        for row in rows { builder.append(columns: row.columns, values: row.values) }
        return builder.build()
    }
}
