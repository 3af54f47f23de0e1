public import WinnowNumerics

/// How texts become rows: extractors side by side, the counted columns before the dense ones.
public struct FeatureExtractor: Sendable, Hashable {
    /// What makes the counted columns.
    public var tfidf: TFIDF
    /// What TF-IDF columns are multiplied by when they are learned from, beside the dense ones; with 0 they only serve to make
    /// these.
    public var tfidfScale: Float
    /// What makes the dense columns; nil for none.
    public var lsa: LSA?
    /// Of the dense columns.
    public var tempering: Tempering

    /// - Parameter tfidfScale: Finite, at least 0; above 0 where there is no LSA.
    public init(tfidf: TFIDF, tfidfScale: Float = 1, lsa: LSA? = nil, tempering: Tempering = Tempering()) {
        precondition(tfidfScale.isFinite && tfidfScale >= 0, "scale \(tfidfScale)")
        precondition(tfidfScale > 0 || lsa != nil, "nothing to learn from")
        self.tfidf = tfidf
        self.tfidfScale = tfidfScale
        self.lsa = lsa
        self.tempering = tempering
    }

    /// Fits to a pool.
    ///
    /// - Parameters:
    ///   - weights: Of the pool's terms.
    ///   - sample: The weighted rows of the texts that `LSA.sample(of:)` names; nil where there is no LSA.
    /// - Throws: `LearningError.cancelled`.
    public func fit(
        _ weights: FittedTFIDF,
        sample: SparseMatrix?,
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> FittedExtractor {
        var fitted: FittedLSA?
        if let lsa, let sample { fitted = try lsa.fit(sample, cancellation: cancellation) }
        return FittedExtractor(configuration: self, tfidf: weights, lsa: fitted)
    }

    /// Fits to a pool that is at hand as a whole, by the terms of its texts.
    ///
    /// - Throws: `LearningError.cancelled`.
    public func fit(
        to terms: [TermCounts],
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> FittedExtractor {
        var frequencies = DocumentFrequencies(dimensions: tfidf.dimensions)
        for terms in terms { frequencies.add(terms) }
        let weights = FittedTFIDF(configuration: tfidf, frequencies: frequencies)
        guard lsa != nil else { return try fit(weights, sample: nil) }
        let rows = LSA.sample(of: terms.count)
        let sample = weights.weighted([weights.matrix(of: rows.map { terms[$0] })]).gather(rows.indices)
        return try fit(weights, sample: sample, cancellation: cancellation)
    }
}
