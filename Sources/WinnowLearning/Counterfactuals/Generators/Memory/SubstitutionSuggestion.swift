/// A place of a text where people made an edit before, and what they put there: a chip beside the editor.
public struct SubstitutionSuggestion: Sendable, Hashable {
    /// Of the phrase, in Unicode scalars of the text.
    public let start: Int
    /// Behind the phrase.
    public let end: Int
    /// As it stands in the text.
    public let phrase: String
    /// In the phrase's case, most frequent first.
    public let replacements: [SubstitutionMemory.Replacement]
    /// Times that the phrase was replaced, by whatever.
    public let editCount: Int
    /// Times that it occurred.
    public let occurrenceCount: Int
}

extension SubstitutionMemory {
    /// Where a text could be edited, from left to right; places do not overlap.
    public func suggestions(for text: String, from source: Int, to target: Int) -> [SubstitutionSuggestion] {
        let text = TokenizedText(text)
        return (table(from: source, to: target)?.matches(in: text.keys) ?? []).map { match in
            let scalars = text.scalars(of: match.tokens)
            return SubstitutionSuggestion(
                start: scalars.lowerBound,
                end: scalars.upperBound,
                phrase: String(text.text(of: match.tokens)),
                replacements: match.value.replacements.map {
                    Replacement(text: text.inCase(of: match.tokens, $0.text), count: $0.count)
                },
                editCount: match.value.editCount,
                occurrenceCount: match.value.occurrenceCount
            )
        }
    }
}
