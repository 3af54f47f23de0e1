/// Something in the event log that webhooks may want to know.
package struct Happening: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Somebody answered or changed an answer.
        case answered(Annotation)
        case retracted(Annotation)
        case promoted(version: Int)
    }

    package let event: EventNumber
    package let kind: Kind
    package let at: Moment

    package init(event: EventNumber, kind: Kind, at: Moment) {
        self.event = event
        self.kind = kind
        self.at = at
    }
}

/// A stretch of the event log.
package struct Happenings: Sendable {
    package let list: [Happening]
    /// The event up to which nothing is missing.
    package let position: EventNumber

    package init(_ list: [Happening], upTo position: EventNumber) {
        self.list = list
        self.position = position
    }
}
