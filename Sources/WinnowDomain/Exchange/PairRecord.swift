/// An original and a text that was edited from it, as a file has them.
package struct PairRecord: Sendable {
    package var place: Place
    /// With its label.
    package var original: IncomingRecord
    /// With the label that it is to have.
    package var revised: IncomingRecord
    /// Who edited, where the file says it.
    package var annotator: String?
    package var seconds: Double?

    package init(
        place: Place,
        original: IncomingRecord,
        revised: IncomingRecord,
        annotator: String? = nil,
        seconds: Double? = nil
    ) {
        self.place = place
        self.original = original
        self.revised = revised
        self.annotator = annotator
        self.seconds = seconds
    }
}

/// What stands at one place of a file of pairs.
package enum PairOutcome: Sendable {
    case pair(PairRecord)
    case rejected(RejectedRecord)
}
