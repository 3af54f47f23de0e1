/// A piece that was edited, in folded tokens.
public struct EditSegment: Sendable, Hashable {
    /// Keys of the tokens that went; empty for an insertion.
    public let original: [String]
    /// Keys of the tokens that came; empty for a deletion.
    public let revised: [String]
    /// Where these were, in tokens of the original.
    public let originalTokens: Range<Int>
    /// Where those are, in tokens of the revised text.
    public let revisedTokens: Range<Int>
    /// What it does.
    public let kind: EditKind

    /// The pieces of an edit, in their order, case and white space aside.
    public static func all(from original: TokenizedText, to revised: TokenizedText) -> [EditSegment] {
        let changes = TokenChange.between(
            TokenAlignment(.folded(original, revised)).runs,
            originalCount: original.tokens.count,
            revisedCount: revised.tokens.count
        )
        return changes.map { change in
            let (went, came) = (
                original.tokens[change.original].map(\.key), revised.tokens[change.revised].map(\.key)
            )
            return EditSegment(
                original: went,
                revised: came,
                originalTokens: change.original,
                revisedTokens: change.revised,
                kind: EditKind(from: went, to: came)
            )
        }
    }
}
