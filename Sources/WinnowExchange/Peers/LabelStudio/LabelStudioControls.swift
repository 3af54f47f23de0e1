/// The names of controls in a Label Studio configuration that Winnow writes, beside the one of the labels.
///
/// What Label Studio has no words for is said by controls of its own kinds, so that it lives through an import there, and people
/// can see and change it.
enum LabelStudioControls {
    /// A choice of `unsure` or `flag`.
    static let answer = "winnow_answer"
    /// Choices that the item does not have.
    static let absent = "winnow_not"
    /// A text area.
    static let note = "winnow_note"
    /// A text area: an account of Label Studio is somebody of an installation, an annotator's name is not.
    static let annotator = "winnow_annotator"

    /// No control: the time of an answer, in the result that says who gave it.
    static let at = "winnow_at"

    static let all = [answer, absent, note, annotator]
    /// The control of the text that is labelled.
    static let text = "text"
}
