/// What an edit does to the text.
///
/// - Source: The control codes of Polyjuice (Wu et al. 2021) by which Joshi and He 2022 part their data: edits of one kind teach
///   less than edits of many. Deviations: theirs are read off parse trees, these off word lists, which are English, so
///   in other languages the first three are not found but for digits; `shuffle` and `restructure` are not told from others.
public enum EditKind: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// A negation comes or goes, `is` → `isn't`.
    case negation
    /// One number for another, `10` → `2`.
    case number
    /// A word of amount comes, goes or changes, `all` → `some`.
    case quantifier
    /// One token for another.
    case lexical
    /// Tokens come.
    case insert
    /// Tokens go.
    case delete
    /// A phrase for another.
    case resemantic

    /// Tells the kind of a piece.
    ///
    /// - Parameters: Keys of the tokens that went and of those that came (see `TokenizedText.Token.key`).
    public init(from original: [String], to revised: [String]) {
        let isShort = max(original.count, revised.count) <= 4
        func differ(_ belongs: (String) -> Bool) -> Bool {
            isShort && original.count(where: belongs) != revised.count(where: belongs)
        }
        if differ(EnglishWords.isNegation) {
            self = .negation
        } else if isShort, original.contains(where: EnglishWords.isNumber),
            revised.contains(where: EnglishWords.isNumber)
        {
            self = .number
        } else if differ(EnglishWords.isQuantifier)
            || isShort && original.count == 1 && revised.count == 1 && original != revised
                && EnglishWords.isQuantifier(original[0]) && EnglishWords.isQuantifier(revised[0])
        {
            self = .quantifier
        } else if original.isEmpty {
            self = .insert
        } else if revised.isEmpty {
            self = .delete
        } else {
            self = original.count == 1 && revised.count == 1 ? .lexical : .resemantic
        }
    }
}

extension EditKind {
    /// How often each kind occurs, by kind; kinds that do not occur are left out.
    public static func counts(of segments: some Sequence<EditSegment>) -> [EditKind: Int] {
        segments.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }
}
