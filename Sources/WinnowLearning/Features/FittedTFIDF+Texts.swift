public import WinnowNumerics

extension FittedTFIDF {
    /// The rows of texts, `(n, d)`, in their order; computed on several threads.
    public func matrix(of texts: [String]) -> CountMatrix {
        let size = 256
        let parts = ParallelFor.map((texts.count + size - 1) / size) { chunk in
            counted(texts[chunk * size..<min(texts.count, (chunk + 1) * size)])
        }
        var builder = CountMatrixBuilder(columnCount: configuration.dimensions)
        builder.reserve(rows: texts.count)
        for part in parts { builder.append(part) }
        return builder.build()
    }

    /// The rows of texts, on this thread.
    func counted(_ texts: ArraySlice<String>) -> CountMatrixBuilder {
        var builder = CountMatrixBuilder(columnCount: configuration.dimensions)
        builder.reserve(rows: texts.count)
        var counter = RowCounter(self)
        for text in texts { builder.append { counter.append(text, to: &$0) } }
        return builder
    }

    /// The rows of counted terms in one block.
    public func matrix(of terms: [TermCounts]) -> CountMatrix {
        matrix(ParallelFor.map(terms.count) { countedRow(of: terms[$0]) })
    }

    /// The features of texts when there are no others.
    public func rows(of texts: [String]) -> PoolFeatures {
        PoolFeatures(counts: weighted([matrix(of: texts)]))
    }

    private func matrix(_ rows: some Collection<CountedRow>) -> CountMatrix {
        var builder = CountMatrixBuilder(columnCount: configuration.dimensions)
        builder.reserve(rows: rows.count)
        for row in rows { builder.append(row.entries, scale: row.scale) }
        return builder.build()
    }
}
