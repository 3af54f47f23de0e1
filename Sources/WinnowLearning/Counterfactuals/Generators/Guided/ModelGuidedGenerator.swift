internal import WinnowNumerics

/// `model-guided.v1`: makes the fewest edits that turn a model, out of edits that people or lists vouch for.
///
/// Substitutions come from the memory, the lexicon and the rules of negation; where these do not suffice, also from what
/// people did once, and what stands between the same neighbours in texts of the target label; and in the last resort single
/// words are left out. A beam search puts them together (see `GuidedSearch`). A linear model of TF-IDF columns is followed
/// word by word; any other is asked about the text without each of its words, and about single substitutions, before the
/// search. Drafts after the first do without a third of the substitutions, drawn anew for each. A text that the model
/// cannot be turned on within the limits gets no draft.
///
/// What turns a model need not turn a reader: drafts follow the model's mistakes as well as its knowledge, which is what
/// makes them worth a person's judgement.
///
/// - Source: After MiCE (Ross, Marasović and Peters 2021: beam of 3, minimal edits) and TextFooler (Jin et al. 2020), with
///   candidates in place of language models.
public struct ModelGuidedGenerator: DraftGenerator {
    /// See `DraftGenerator`.
    public static let id = "model-guided.v1"
    /// See `DraftGenerator`.
    public static let purpose = DraftPurpose.flip

    /// The model to turn; for a queue one that never saw the text's root.
    public let judge: TextJudge
    /// Where substitutions come from.
    public let sources: GuidedSources
    /// How far to search.
    public let settings: GuidedSettings

    /// - Parameters: See the properties.
    public init(_ judge: TextJudge, sources: GuidedSources, settings: GuidedSettings = GuidedSettings()) {
        self.judge = judge
        self.sources = sources
        self.settings = settings
    }

    /// See `DraftGenerator`. The family says what was resorted to: `substitutions`, `contexts` or `deletions`.
    ///
    /// - Throws: What the model throws; `LearningError.unknownLabel` where it does not have the target label.
    public func drafts(for request: DraftRequest) throws(LearningError) -> [Draft] {
        let original = TokenizedText(request.original)
        guard request.limit > 0, !original.tokens.isEmpty else { return [] }
        let margin = try judge.margins(of: [request.original], for: request.targetLabel)[0]
        var collector = DraftCollector(request, original: original)
        let stages = stages(of: original, request)
        var importances: [Double]?
        for attempt in 0..<min(request.limit, 100) * 2 where !collector.isFull {
            var generator = SeededGenerator(seed: request.seed, purpose: "model-guided.v1", index: UInt64(attempt))
            var candidates: [GuidedCandidate] = []
            var isTurned = false
            for stage in stages where !isTurned && !stage.candidates.isEmpty {
                candidates += stage.candidates.filter { _ in
                    attempt == 0 || Int.random(in: 0..<3, using: &generator) > 0
                }
                if let substitutions = try search(original, candidates, request, from: margin, &importances) {
                    collector.add(substitutions, family: stage.family)
                    isTurned = true
                }
            }
            // With fewer substitutions it cannot be turned either.
            if !isTurned && attempt == 0 { break }
        }
        return collector.drafts
    }

    /// Substitutions in the order in which they are resorted to.
    private func stages(
        of text: TokenizedText,
        _ request: DraftRequest
    ) -> [(family: String, candidates: [GuidedCandidate])] {
        let (source, target) = (request.sourceLabel, request.targetLabel)
        return [
            ("substitutions", GuidedCandidate.vouched(in: text, from: source, to: target, sources)),
            ("contexts", GuidedCandidate.possible(in: text, from: source, to: target, sources)),
            ("deletions", GuidedCandidate.deletions(in: text)),
        ]
    }

    /// - Parameter importances: Of the text's tokens, once the model was asked for them.
    private func search(
        _ text: TokenizedText,
        _ candidates: [GuidedCandidate],
        _ request: DraftRequest,
        from margin: Double,
        _ importances: inout [Double]?
    ) throws(LearningError) -> [Substitution]? {
        let ordered = candidates.enumerated()
            .map { (key: ($0.element.substitution.tokens.lowerBound, $0.offset), candidate: $0.element) }
            .sorted { $0.key < $1.key }
            .map(\.candidate)
        let substitutions = ordered.map(\.substitution)
        if let linear = judge.linear,
            let estimator = LinearEstimator(linear, text, substitutions, target: request.targetLabel)
        {
            return try search(text, ordered, estimator, request, from: margin)
        }
        if importances == nil {
            importances = try text.importances(judge, target: request.targetLabel, margin: margin)
        }
        let estimator = try MaskedEstimator(
            judge,
            text,
            substitutions,
            target: request.targetLabel,
            margin: margin,
            importances: importances ?? []
        )
        return try search(text, ordered, estimator, request, from: margin)
    }

    private func search(
        _ text: TokenizedText,
        _ candidates: [GuidedCandidate],
        _ estimator: some EditEstimator,
        _ request: DraftRequest,
        from margin: Double
    ) throws(LearningError) -> [Substitution]? {
        let search = GuidedSearch(
            text: text,
            sentences: text.sentences,
            candidates: candidates,
            estimator: estimator,
            judge: judge,
            target: request.targetLabel,
            settings: settings
        )
        guard let found = try search.run(from: margin) else { return nil }
        return search.substitutions(found.chosen)
    }
}
