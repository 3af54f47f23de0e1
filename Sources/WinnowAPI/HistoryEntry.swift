package import WinnowDomain

/// One line of what was said of an item.
package struct HistoryEntry: Sendable, Codable {
    package let id: Int64
    /// `submit`, or `retract` for what takes another back.
    package let action: Annotation.Action
    package let annotator: String
    /// Who gave it in the annotator's place.
    package let editor: String?
    package let answer: Judgement.Answer
    package let labels: [String]
    /// Labels that a partial answer says the item does not have.
    package let absentLabels: [String]
    package let note: String?
    /// Whether neither a later one took its place nor took it back.
    package let stands: Bool
    package let supersedes: Int64?
    /// Time that the annotator took.
    package let seconds: Double?
    package let source: AnnotationSource
    /// Why the item was served.
    package let reason: ServingReason?
    package let event: Int64
    /// Seconds since 1970.
    package let at: Double

    package init(
        _ annotation: Annotation,
        annotator: String,
        editor: String?,
        labels: [String],
        absentLabels: [String],
        stands: Bool,
        reason: ServingReason?
    ) {
        id = annotation.id.rawValue
        action = annotation.action
        self.annotator = annotator
        self.editor = editor
        answer = annotation.judgement.answer
        self.labels = labels
        self.absentLabels = absentLabels
        note = annotation.judgement.note
        self.stands = stands
        supersedes = annotation.supersedes?.rawValue
        seconds = annotation.seconds
        source = annotation.source
        self.reason = reason
        event = annotation.event
        at = annotation.at.seconds
    }
}
