internal import WinnowDomain
internal import WinnowEngine

/// What is said to an edit, and to what became of it.
enum RevisionWords {
    /// The edit word by word, how much it is, and what was found.
    static func lines(_ text: RevisedText, width: Int) -> [StyledLine] {
        [StyledLine()] + WordDiff.lines(text.pieces, width: width) + [StyledLine()] + remarks(text, width: width)
    }

    /// How much was edited, and what was found.
    static func remarks(_ text: RevisedText, width: Int) -> [StyledLine] {
        wrapped(text.summary, width: width)
            + text.findings.flatMap { finding in
                switch finding.severity {
                case .warning: wrapped("Warning: \(finding.sentence)", .bold, width: width)
                case .block: wrapped("Wants a reason: \(finding.sentence)", .alarm, width: width)
                case .refusal: wrapped("Cannot be stored: \(finding.sentence)", .alarm, width: width)
                }
            }
    }

    /// What became of a text; nil where it is clear.
    static func sentence(_ outcome: RevisionDialogue.Outcome) -> String? {
        switch outcome {
        case .stored(let record):
            let next =
                record.verdict?.action == .accept
                ? "it teaches" : "somebody else is to label the text, without knowing what it is to be"
            return "Stored as counterfactual \(record.counterfactual.id): \(next)."
        case .impossible(let record):
            return "Noted as counterfactual \(record.counterfactual.id): small edits cannot flip the text."
        case .unchanged: return "The draft is as it was."
        case .passed, .quit: return nil
        }
    }

    static func wrapped(_ text: String, _ style: TextStyle = .plain, width: Int) -> [StyledLine] {
        TextWrap.lines(VisibleText.of(text), width: width).map { StyledLine($0, style) }
    }
}
