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
    /// Whether the two differ in white space only and in what is not seen (a zero-width space, a soft hyphen), or not at all.
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
        isNoChange =
            original.tokens.count == revised.tokens.count
            && zip(original.tokens, revised.tokens).allSatisfy { $0.isSeenAs($1) }
    }

    /// The distance over the original's tokens, at least 0; above 1 where a text was made much longer. An original without tokens
    /// counts as one token.
    public var ratio: Double { Double(distance) / Double(max(1, originalTokenCount)) }

    /// Tokens of the revised text over those of the original, which count as one where there are none.
    public var lengthRatio: Double { Double(revisedTokenCount) / Double(max(1, originalTokenCount)) }
}

extension TokenizedText.Token {
    /// Whether a reader sees the same.
    fileprivate func isSeenAs(_ other: TokenizedText.Token) -> Bool {
        guard key == other.key, isWord == other.isWord else { return false }
        // The joiners of an emoji say which one it is.
        return text == other.text || isWord && text.withoutUnseen == other.text.withoutUnseen
    }
}

extension Substring {
    fileprivate var withoutUnseen: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .format }))
    }
}

extension String {
    /// White space joined to single spaces, and none at the ends.
    var withSingleSpaces: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
