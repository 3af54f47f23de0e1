public import WinnowNumerics

/// `FeatureExtractor` with what it learned from a pool: turns texts into rows.
public struct FittedExtractor: Sendable {
    /// What was fitted.
    public let configuration: FeatureExtractor
    /// With the pool's weights.
    public let tfidf: FittedTFIDF
    /// With the pool's directions; nil without dense columns.
    public let lsa: FittedLSA?

    /// - Parameter lsa: There if and only if the configuration has one.
    public init(configuration: FeatureExtractor, tfidf: FittedTFIDF, lsa: FittedLSA?) {
        precondition(configuration.lsa?.columnCount == lsa?.columnCount, "another LSA than the configuration's")
        self.configuration = configuration
        self.tfidf = tfidf
        self.lsa = lsa
    }

    /// Columns of TF-IDF among the features, which come first.
    public var sparseColumnCount: Int { configuration.tfidfScale > 0 ? tfidf.configuration.dimensions : 0 }

    /// d.
    public var columnCount: Int { sparseColumnCount + (lsa?.columnCount ?? 0) }

    /// The rows of texts, `(n, d)`, in their order; computed on several threads.
    public func rows(of texts: [String]) -> PoolFeatures {
        let counts = tfidf.matrix(of: texts)
        return rows(counts: [counts], dense: lsa == nil ? [] : [denseRows(of: counts)])
    }

    /// The features of rows that are kept.
    ///
    /// - Parameters:
    ///   - counts: In blocks.
    ///   - dense: What `denseRows` made of each block; none without dense columns.
    public func rows(counts: [CountMatrix], dense: [DenseRows]) -> PoolFeatures {
        PoolFeatures(
            counts: configuration.tfidfScale > 0 ? tfidf.weighted(counts) : nil,
            dense: lsa.map { [PoolFeatures.DensePart(columnCount: $0.columnCount, blocks: dense)] } ?? []
        )
    }

    /// The dense columns of counted rows, in half precision: their directions are right to four digits, and a pool is read
    /// twice as fast.
    ///
    /// A row is the same whatever it is made beside.
    public func denseRows(of counts: CountMatrix) -> DenseRows {
        guard let lsa else { preconditionFailure("an extractor without dense columns") }
        let weighted = tfidf.weighted([counts])
        var halves: [UInt16] = []
        halves.reserveCapacity(counts.rowCount * lsa.columnCount)
        // A chunk at a time: rows in single precision are large.
        for first in stride(from: 0, to: counts.rowCount, by: 4096) {
            let rows = lsa.rows(of: weighted.gather(first..<min(first + 4096, counts.rowCount)))
            halves += HalfPrecision.narrow(rows.values)
        }
        return DenseRows(rowCount: counts.rowCount, columnCount: lsa.columnCount, halves: halves)
    }

    /// What columns are multiplied by when n labels are learned from.
    public func scales(labelCount: Int) -> ColumnScales {
        ColumnScales(
            sparse: configuration.tfidfScale,
            dense: lsa.map {
                configuration.tempering.scales(variances: $0.variances.map(Double.init), labelCount: labelCount)
            } ?? []
        )
    }
}
