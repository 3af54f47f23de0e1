extension TextJudge {
    /// How far a substitution would move the margin of a label, as `model-guided.v1` reckons it without asking: for reports
    /// and tests.
    ///
    /// - Parameters:
    ///   - substitution: Tokens of the text and what takes their place.
    ///   - made: Those that were made before, ascending; none overlaps another.
    /// - Returns: nil for a model that is not linear in TF-IDF columns, or cannot choose the label.
    package func estimatedGain(
        of substitution: (tokens: Range<Int>, text: String),
        after made: [(tokens: Range<Int>, text: String)],
        in text: TokenizedText,
        for label: Int
    ) -> Double? {
        let all = (made + [substitution]).map { Substitution(tokens: $0.tokens, text: $0.text) }
        guard let linear, let estimator = LinearEstimator(linear, text, all, target: label) else { return nil }
        return estimator.gain(of: made.count, in: estimator.revision(with: Array(made.indices)))
    }
}
