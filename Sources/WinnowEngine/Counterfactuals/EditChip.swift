internal import WinnowDomain
internal import WinnowLearning

/// A place of a text where people made an edit before, and what they put there.
package struct EditChip: Hashable, Sendable {
    package let field: String
    /// Of the phrase, in Unicode scalars of the field's text.
    package let start: Int
    /// Behind the phrase.
    package let end: Int
    /// As it stands in the text.
    package let phrase: String
    /// What took its place, most frequent first; one at least.
    package let replacements: [String]
    /// Times that it was replaced, by whatever.
    package let editCount: Int
}

extension EditExperience {
    private static let chipCount = 12
    private static let replacementCount = 3

    /// Those of the edits most made, in the order of the text.
    func chips(
        for texts: [String: String],
        of subject: RevisionSubject,
        target: LabelID,
        in queue: Queue
    ) -> [EditChip] {
        guard let source = queue.labels.firstIndex(where: { $0.id == subject.source }),
            let target = queue.labels.firstIndex(where: { $0.id == target })
        else { return [] }
        let found = subject.fields.fields.flatMap { field in
            memory.suggestions(for: texts[field.name] ?? field.text, from: source, to: target).map { suggestion in
                EditChip(
                    field: field.name,
                    start: suggestion.start,
                    end: suggestion.end,
                    phrase: suggestion.phrase,
                    replacements: suggestion.replacements.prefix(Self.replacementCount).map(\.text),
                    editCount: suggestion.editCount
                )
            }
        }
        let often = found.enumerated().sorted { ($1.element.editCount, $0.offset) < ($0.element.editCount, $1.offset) }
        return often.prefix(Self.chipCount).sorted { $0.offset < $1.offset }.map(\.element)
    }
}
