/// How much of an original was edited.
public struct EditMeasure: Sendable, Hashable, Codable {
    /// Words and marks of the original.
    public let originalTokenCount: Int
    /// Words and marks of the revised text.
    public let revisedTokenCount: Int
    /// Tokens inserted, deleted and replaced, case aside: the Levenshtein distance. For two long texts that have little in
    /// common it is an upper bound.
    public let distance: Int
    /// Pieces that were edited, one or more neighbouring tokens each.
    public let segmentCount: Int
    /// Whether the two differ in white space only, or not at all.
    public let isNoChange: Bool

    /// Compares two texts.
    public init(from original: String, to revised: String) {
        self.init(from: TokenizedText(original), to: TokenizedText(revised))
    }

    /// Compares two texts that were read before.
    ///
    /// - Complexity: O(n · distance), bounded; see `TokenAlignment`.
    public init(from original: TokenizedText, to revised: TokenizedText) {
        let numbers = TokenNumbers.folded(original, revised)
        let changes = TokenChange.between(
            TokenAlignment(numbers).runs,
            originalCount: original.tokens.count,
            revisedCount: revised.tokens.count
        )
        originalTokenCount = original.tokens.count
        revisedTokenCount = revised.tokens.count
        distance =
            TokenDistance.levenshtein(numbers.original, numbers.revised) ?? changes.reduce(0) { $0 + $1.size }
        segmentCount = changes.count
        isNoChange = original.text.withSingleSpaces == revised.text.withSingleSpaces
    }

    /// The distance over the original's tokens, at least 0; above 1 where a text was made much longer. An original without tokens
    /// counts as one token.
    public var ratio: Double { Double(distance) / Double(max(1, originalTokenCount)) }

    /// Tokens of the revised text over those of the original, which count as one where there are none.
    public var lengthRatio: Double { Double(revisedTokenCount) / Double(max(1, originalTokenCount)) }
}

extension String {
    /// White space joined to single spaces, and none at the ends.
    var withSingleSpaces: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
