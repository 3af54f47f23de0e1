/// A text as a person edits it: words and single marks, each with its place.
///
/// A word is a run of letters, marks, digits and underscores, with apostrophes between letters (`isn't`, `rock'n'roll`) and
/// dots and commas between digits (`3.5`, `10,000`). An ideograph or a kana is a word of its own, as in `NormalizedText`.
/// Everything else that is seen is a token by itself, a whole grapheme cluster: a mark of punctuation, an emoji with its
/// modifiers, a flag. White space and stray format characters (a zero-width space, a mark of direction) are the gaps between
/// tokens. Any string can be read: an empty one, one with NUL, one of a million combining marks.
///
/// - Source: The word and punctuation tokens of Kaushik, Hovy and Lipton 2020, in which edits are counted; that contractions
///   and numbers are one token is ours.
public struct TokenizedText: Sendable {
    /// A word or a mark.
    public struct Token: Sendable {
        /// As it stands in the text.
        public let text: Substring
        /// Where it stands, in Unicode scalars from the beginning of the text.
        public let scalars: Range<Int>
        /// What it is compared by: lower case, with straight apostrophes and without characters that are not seen.
        public let key: String
        /// Whether it has letters or digits.
        public let isWord: Bool
    }

    /// The whole text.
    public let text: String
    /// In their order; they do not overlap.
    public let tokens: [Token]
    /// Unicode scalars of the whole text.
    public let scalarCount: Int

    /// - Complexity: O(bytes).
    public init(_ text: String) {
        var scanner = TokenScanner(text)
        scanner.scan()
        self.text = text
        tokens = scanner.tokens
        scalarCount = scanner.offset
    }

    /// The keys of all tokens.
    public var keys: [String] { tokens.map(\.key) }

    /// What stands between two neighbouring tokens, or a token and an end of the text.
    ///
    /// - Parameter index: Of the token behind it, 0…tokens.count.
    public func gap(before index: Int) -> Substring {
        let start = index > 0 ? tokens[index - 1].text.endIndex : text.startIndex
        let end = index < tokens.count ? tokens[index].text.startIndex : text.endIndex
        return text[start..<end]
    }

    /// Where that is, in Unicode scalars.
    public func gapScalars(before index: Int) -> Range<Int> {
        let start = index > 0 ? tokens[index - 1].scalars.upperBound : 0
        let end = index < tokens.count ? tokens[index].scalars.lowerBound : scalarCount
        return start..<end
    }

    /// The text of neighbouring tokens and what stands between them.
    ///
    /// - Parameter range: Of tokens.
    public func text(of range: Range<Int>) -> Substring {
        guard let first = range.first, let last = range.last else { return "" }
        return text[tokens[first].text.startIndex..<tokens[last].text.endIndex]
    }

    /// Where that is, in Unicode scalars.
    public func scalars(of range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last else { return 0..<0 }
        return tokens[first].scalars.lowerBound..<tokens[last].scalars.upperBound
    }
}
