internal import WinnowNumerics

/// `lexicon.v1`: replaces every phrase of a lexicon, from left to right, longest first.
///
/// The first draft takes each phrase's first replacement everywhere. Those after it leave half of the phrases as they are,
/// and draw among the replacements.
public struct LexiconGenerator: DraftGenerator {
    /// See `DraftGenerator`.
    public static let id = "lexicon.v1"
    /// See `DraftGenerator`.
    public static let purpose = DraftPurpose.flip

    /// Where replacements come from.
    public let lexicon: Lexicon

    /// - Parameter lexicon: Of the pair of labels; it knows nothing of these itself.
    public init(_ lexicon: Lexicon) {
        self.lexicon = lexicon
    }

    /// See `DraftGenerator`.
    public func drafts(for request: DraftRequest) -> [Draft] {
        let original = TokenizedText(request.original)
        var collector = DraftCollector(request, original: original)
        let matches = lexicon.table.matches(in: original.keys)
        for attempt in 0..<Swift.max(0, min(request.limit, 1000)) * 4 where !collector.isFull {
            var generator = SeededGenerator(seed: request.seed, purpose: "lexicon.v1", index: UInt64(attempt))
            let chosen = attempt == 0 ? matches : matches.filter { _ in Bool.random(using: &generator) }
            collector.add(
                chosen.map { match in
                    let place = attempt == 0 ? 0 : Int.random(in: match.value.indices, using: &generator)
                    return Substitution(
                        tokens: match.tokens,
                        text: original.inCase(of: match.tokens, match.value[place])
                    )
                }
            )
        }
        return collector.drafts
    }
}
