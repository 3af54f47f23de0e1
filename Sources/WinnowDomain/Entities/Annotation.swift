/// A moment, in seconds since 1970 UTC.
package struct Moment: Hashable, Sendable, Codable, Comparable {
    package let seconds: Double

    package init(_ seconds: Double) {
        self.seconds = seconds
    }

    package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

    package func advanced(by duration: Duration) -> Moment {
        Moment(seconds + Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
    }
}

/// A person who judges, or a source of labels that is treated as one.
package struct Annotator: Hashable, Sendable {
    package let id: AnnotatorID
    package let name: String
    package let isDisabled: Bool
    package let annotationCount: Int

    package init(id: AnnotatorID, name: String, isDisabled: Bool, annotationCount: Int) {
        self.id = id
        self.name = name
        self.isDisabled = isDisabled
        self.annotationCount = annotationCount
    }
}

/// What an annotator said of an item.
package struct Judgement: Hashable, Sendable, Codable {
    package enum Answer: String, Hashable, Sendable, Codable, CaseIterable {
        case label
        /// Not now, somebody else may.
        case skip
        /// Seen, but cannot decide.
        case unsure
        /// Something is wrong with the item.
        case flag
    }

    package var answer: Answer
    /// Labels that the item has.
    package var present: [LabelID]
    /// With a partial answer: labels that the item does not have. Otherwise empty, and all labels not present are absent.
    package var absent: [LabelID]
    /// Whether nothing is said about labels that are neither present nor absent.
    package var isPartial: Bool
    package var note: String?

    package init(answer: Answer, present: [LabelID], absent: [LabelID], isPartial: Bool, note: String? = nil) {
        self.answer = answer
        self.present = present
        self.absent = absent
        self.isPartial = isPartial
        self.note = note
    }

    package static func labels(_ present: [LabelID]) -> Judgement {
        Judgement(answer: .label, present: present, absent: [], isPartial: false, note: nil)
    }

    package static func not(_ absent: [LabelID]) -> Judgement {
        Judgement(answer: .label, present: [], absent: absent, isPartial: true, note: nil)
    }

    package static func without(_ answer: Answer, note: String? = nil) -> Judgement {
        Judgement(answer: answer, present: [], absent: [], isPartial: false, note: note)
    }
}

/// Where an annotation was made.
package enum AnnotationSource: String, Hashable, Sendable, Codable, CaseIterable {
    case terminal
    case browser
    case api
    case imported = "import"
}

/// A stored judgement: a row that never changes.
package struct Annotation: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable, Codable {
        /// A first judgement, or one that supersedes another.
        case submit
        /// Takes the superseded judgement back without giving another.
        case retract
    }

    package let id: AnnotationID
    package let item: ItemID
    package let annotator: AnnotatorID
    package let assignment: AssignmentID?
    package let action: Action
    package let judgement: Judgement
    /// The annotation that this one replaces.
    package let supersedes: AnnotationID?
    /// Time the annotator took, in seconds.
    package let seconds: Double?
    package let source: AnnotationSource
    /// Who gave it in the annotator's place, when it was somebody else.
    package let editor: AnnotatorID?
    package let event: EventNumber
    package let at: Moment

    package init(
        id: AnnotationID,
        item: ItemID,
        annotator: AnnotatorID,
        assignment: AssignmentID? = nil,
        action: Action,
        judgement: Judgement,
        supersedes: AnnotationID? = nil,
        seconds: Double? = nil,
        source: AnnotationSource,
        editor: AnnotatorID? = nil,
        event: EventNumber,
        at: Moment
    ) {
        self.id = id
        self.item = item
        self.annotator = annotator
        self.assignment = assignment
        self.action = action
        self.judgement = judgement
        self.supersedes = supersedes
        self.seconds = seconds
        self.source = source
        self.editor = editor
        self.event = event
        self.at = at
    }
}
