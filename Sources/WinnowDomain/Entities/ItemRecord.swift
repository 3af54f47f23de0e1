/// One item with all that happened to it, as its page shows it.
package struct ItemRecord: Sendable {
    package let item: Item
    /// All annotations of it ever, oldest first, also superseded and retracted ones.
    package let annotations: [Annotation]
    /// The assignments that annotations answer.
    package let assignments: [AssignmentID: Assignment]
    /// The event by which the item got its present content, and when that was.
    package let contentEvent: EventNumber
    package let contentAt: Moment
    /// The neighbours in item order, by the ids of their records.
    package let previous: String?
    package let next: String?

    package init(
        item: Item,
        annotations: [Annotation],
        assignments: [AssignmentID: Assignment],
        contentEvent: EventNumber,
        contentAt: Moment,
        previous: String?,
        next: String?
    ) {
        self.item = item
        self.annotations = annotations
        self.assignments = assignments
        self.contentEvent = contentEvent
        self.contentAt = contentAt
        self.previous = previous
        self.next = next
    }

    /// What became of an annotation.
    package enum Fate: Hashable, Sendable {
        case stands
        /// Another one took its place.
        case superseded(by: AnnotationID)
        /// It was taken back.
        case retracted
        /// It takes another back itself.
        case takesBack
    }

    package func fate(of annotation: Annotation) -> Fate {
        if annotation.action == .retract { return .takesBack }
        guard let later = annotations.first(where: { $0.supersedes == annotation.id }) else { return .stands }
        return later.action == .retract ? .retracted : .superseded(by: later.id)
    }
}
