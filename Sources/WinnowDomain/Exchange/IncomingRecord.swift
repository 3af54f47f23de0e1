/// A record of an import that can become an item.
package struct IncomingRecord: Sendable {
    package var place: Place
    /// The record's own id, or one made from what it says where it has none.
    package var externalID: String
    /// An object.
    package var data: JSON
    /// An object, or nil.
    package var meta: JSON?
    /// What the template makes of the data.
    package var text: String
    /// What the record says about the item's labels, if anything.
    package var annotation: IncomingAnnotation?

    package init(
        place: Place,
        externalID: String,
        data: JSON,
        meta: JSON? = nil,
        text: String,
        annotation: IncomingAnnotation? = nil
    ) {
        self.place = place
        self.externalID = externalID
        self.data = data
        self.meta = meta
        self.text = text
        self.annotation = annotation
    }
}

/// A judgement in a file, by names.
package struct IncomingAnnotation: Hashable, Sendable {
    /// nil: the one that the import names.
    package var annotator: String?
    package var answer: Judgement.Answer
    package var present: [String]
    package var absent: [String]
    package var isPartial: Bool
    package var note: String?
    package var at: Moment?
    package var seconds: Double?

    package init(
        annotator: String? = nil,
        answer: Judgement.Answer = .label,
        present: [String] = [],
        absent: [String] = [],
        isPartial: Bool = false,
        note: String? = nil,
        at: Moment? = nil,
        seconds: Double? = nil
    ) {
        self.annotator = annotator
        self.answer = answer
        self.present = present
        self.absent = absent
        self.isPartial = isPartial
        self.note = note
        self.at = at
        self.seconds = seconds
    }
}
