public import WinnowNumerics

/// How texts become rows: extractors side by side, the counted columns before the dense ones.
public struct FeatureExtractor: Sendable, Hashable {
    /// What makes the counted columns; nil for none.
    public var tfidf: TFIDF?
    /// What TF-IDF columns are multiplied by when they are learned from, beside the dense ones; with 0 they only serve to make
    /// these.
    public var tfidfScale: Float
    /// What makes dense columns of the counted ones; nil for none.
    public var lsa: LSA?
    /// Of the columns of `lsa`.
    public var tempering: Tempering
    /// The columns of encoders, behind those of `lsa`.
    public var encoded: [EncodedColumns]

    /// - Parameter tfidfScale: Finite, at least 0; above 0 where nothing else is learned from.
    public init(
        tfidf: TFIDF?,
        tfidfScale: Float = 1,
        lsa: LSA? = nil,
        tempering: Tempering = Tempering(),
        encoded: [EncodedColumns] = []
    ) {
        precondition(tfidfScale.isFinite && tfidfScale >= 0, "scale \(tfidfScale)")
        precondition(tfidf != nil || lsa == nil, "LSA without terms")
        precondition(tfidf != nil && tfidfScale > 0 || lsa != nil || !encoded.isEmpty, "nothing to learn from")
        self.tfidf = tfidf
        self.tfidfScale = tfidfScale
        self.lsa = lsa
        self.tempering = tempering
        self.encoded = encoded
    }

    /// Fits the counted columns, and those that are made of them, to a pool.
    ///
    /// - Parameters:
    ///   - weights: Of the pool's terms; nil where none are counted.
    ///   - sample: The weighted rows of the texts that `LSA.sample(of:)` names; nil where there is no LSA.
    ///   - encoders: For each of `encoded`, with what was fitted to the rows that `EncodedColumns.sample(of:)` names.
    /// - Throws: `LearningError.cancelled`.
    public func fit(
        _ weights: FittedTFIDF?,
        sample: SparseMatrix?,
        encoders: [FittedEncoder] = [],
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> FittedExtractor {
        var fitted: FittedLSA?
        if let lsa, let sample { fitted = try lsa.fit(sample, cancellation: cancellation) }
        return FittedExtractor(configuration: self, tfidf: weights, lsa: fitted, encoders: encoders)
    }

    /// Fits the counted columns to a pool that is at hand as a whole, by the terms of its texts.
    ///
    /// - Parameters:
    ///   - terms: Of each text; those of a configuration without TF-IDF are not looked at.
    ///   - encoders: As of `fit(_:sample:encoders:cancellation:)`.
    /// - Throws: `LearningError.cancelled`.
    public func fit(
        to terms: [TermCounts],
        encoders: [FittedEncoder] = [],
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> FittedExtractor {
        guard let tfidf else {
            return try fit(nil, sample: nil, encoders: encoders, cancellation: cancellation)
        }
        var frequencies = DocumentFrequencies(dimensions: tfidf.dimensions)
        for terms in terms { frequencies.add(terms) }
        let weights = FittedTFIDF(configuration: tfidf, frequencies: frequencies)
        guard lsa != nil else { return try fit(weights, sample: nil, encoders: encoders) }
        let rows = LSA.sample(of: terms.count)
        let sample = weights.weighted([weights.matrix(of: rows.map { terms[$0] })]).gather(rows.indices)
        return try fit(weights, sample: sample, encoders: encoders, cancellation: cancellation)
    }
}
