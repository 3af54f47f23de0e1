internal import WinnowDomain
internal import WinnowLearning

extension FeatureExtractor {
    /// The extractor that a definition asks for.
    ///
    /// - Parameter features: Checked: one `tfidf.v1`, and at most one `lsa.v1`.
    init(_ features: [FeatureDefinition]) {
        var (tfidf, lsa): (TFIDFDefinition?, LSADefinition?)
        for feature in features {
            switch feature {
            case .tfidf(let definition): tfidf = definition
            case .lsa(let definition): lsa = definition
            }
        }
        guard let tfidf else { preconditionFailure("a definition without features") }
        self.init(
            tfidf: TFIDF(words: tfidf.words, characters: tfidf.characters, dimensions: tfidf.dimensions),
            tfidfScale: Float(tfidf.scale),
            lsa: lsa.map { LSA(columnCount: $0.columns) },
            tempering: Tempering(power: lsa?.temper ?? 0)
        )
    }
}
