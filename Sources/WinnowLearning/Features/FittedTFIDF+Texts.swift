package import WinnowNumerics

extension FittedTFIDF {
    /// The rows of texts, `(n, d)`, in their order; computed on several threads.
    package func rows(of texts: [String]) -> SparseMatrix {
        let size = 256
        let parts = ParallelFor.map((texts.count + size - 1) / size) { chunk in
            texts[chunk * size..<min(texts.count, (chunk + 1) * size)].map { text in
                row(of: configuration.terms(of: text))
            }
        }
        var builder = SparseMatrixBuilder(columnCount: configuration.dimensions)
        builder.reserve(rows: texts.count)
        for part in parts { for row in part { builder.append(columns: row.columns, values: row.values) } }
        return builder.build()
    }
}
