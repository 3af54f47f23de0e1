public import WinnowNumerics

/// `FeatureExtractor` with what it learned from a pool: turns texts into rows.
public struct FittedExtractor: Sendable {
    /// What was fitted.
    public let configuration: FeatureExtractor
    /// With the pool's weights; nil without counted columns.
    public let tfidf: FittedTFIDF?
    /// With the pool's directions; nil without such columns.
    public let lsa: FittedLSA?
    /// By extractor.
    public let encoders: [FittedEncoder]

    /// - Parameters: There if and only if the configuration has them.
    public init(
        configuration: FeatureExtractor,
        tfidf: FittedTFIDF?,
        lsa: FittedLSA?,
        encoders: [FittedEncoder] = []
    ) {
        precondition((configuration.tfidf == nil) == (tfidf == nil), "other terms than the configuration's")
        precondition(configuration.lsa?.columnCount == lsa?.columnCount, "another LSA than the configuration's")
        precondition(configuration.encoded == encoders.map(\.columns.configuration), "other encoders")
        self.configuration = configuration
        self.tfidf = tfidf
        self.lsa = lsa
        self.encoders = encoders
    }

    /// Columns of TF-IDF among the features, which come first.
    public var sparseColumnCount: Int { learnsCounts ? tfidf?.configuration.dimensions ?? 0 : 0 }

    /// d.
    public var columnCount: Int { sparseColumnCount + denseColumnCounts.reduce(0, +) }

    /// Of each dense part, in the order of `PoolFeatures.dense`.
    public var denseColumnCounts: [Int] { (lsa.map { [$0.columnCount] } ?? []) + encoders.map(\.columns.columnCount) }

    private var learnsCounts: Bool { configuration.tfidfScale > 0 }

    /// The rows of texts, `(n, d)`, in their order; computed on several threads.
    ///
    /// - Throws: `LearningError.encoder`.
    public func rows(of texts: [String]) throws(LearningError) -> PoolFeatures {
        let counts = tfidf?.matrix(of: texts)
        var dense: [[DenseRows]] = []
        if lsa != nil, let counts { dense.append([denseRows(of: counts)]) }
        for encoder in encoders { dense.append([try encoder.rows(of: texts)]) }
        return rows(counts: counts.map { [$0] } ?? [], dense: dense)
    }

    /// The features of rows that are kept.
    ///
    /// - Parameters:
    ///   - counts: In blocks; none without counted columns.
    ///   - dense: By part, the first what `denseRows` made of each block where there is LSA.
    public func rows(counts: [CountMatrix], dense: [[DenseRows]]) -> PoolFeatures {
        let widths = denseColumnCounts
        precondition(widths.count == dense.count, "\(dense.count) dense parts instead of \(widths.count)")
        return PoolFeatures(
            counts: learnsCounts ? tfidf?.weighted(counts) : nil,
            dense: zip(widths, dense).map { PoolFeatures.DensePart(columnCount: $0, blocks: $1) }
        )
    }

    /// The columns that `LSA` makes of counted rows, in half precision: their directions are right to four digits, and a pool
    /// is read twice as fast.
    ///
    /// A row is the same whatever it is made beside.
    public func denseRows(of counts: CountMatrix) -> DenseRows {
        guard let lsa, let tfidf else { preconditionFailure("an extractor without such columns") }
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
        let directions = lsa.map {
            configuration.tempering.scales(variances: $0.variances.map(Double.init), labelCount: labelCount)
        }
        return ColumnScales(
            sparse: configuration.tfidfScale,
            dense: (directions ?? []) + encoders.flatMap { $0.columns.scales(labelCount: labelCount) }
        )
    }
}
