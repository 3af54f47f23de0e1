/// An original and a text that was edited from it, as a file has them.
package struct PairRecord: Sendable {
    package var place: Place
    /// With its label.
    package var original: IncomingRecord
    /// With the label that it is to have.
    package var revised: IncomingRecord
    /// Whether the file gives the original an id; else the one that it has was made from its text.
    package var isNamed: Bool
    /// Who edited, where the file says it.
    package var annotator: String?
    package var seconds: Double?
    /// What had become of it where it comes from.
    package var state: CounterfactualState
    /// Why it was rejected, where the file says it.
    package var reason: String?
    /// What made it, where nobody did.
    package var generator: DraftOrigin?

    package init(
        place: Place,
        original: IncomingRecord,
        revised: IncomingRecord,
        isNamed: Bool,
        annotator: String? = nil,
        seconds: Double? = nil,
        state: CounterfactualState = .accepted,
        reason: String? = nil,
        generator: DraftOrigin? = nil
    ) {
        self.place = place
        self.original = original
        self.revised = revised
        self.isNamed = isNamed
        self.annotator = annotator
        self.seconds = seconds
        self.state = state
        self.reason = reason
        self.generator = generator
    }
}

/// What stands at one place of a file of pairs.
package enum PairOutcome: Sendable {
    case pair(PairRecord)
    case rejected(RejectedRecord)
}
