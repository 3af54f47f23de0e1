/// One row of an export: an item, with what is said about it.
package struct OutgoingRow: Sendable {
    package var externalID: String
    /// An object.
    package var data: JSON
    /// An object, or nil.
    package var meta: JSON?
    package var judgement: OutgoingJudgement?

    package init(externalID: String, data: JSON, meta: JSON? = nil, judgement: OutgoingJudgement? = nil) {
        self.externalID = externalID
        self.data = data
        self.meta = meta
        self.judgement = judgement
    }
}

/// What a row of an export says about its item.
package enum OutgoingJudgement: Sendable {
    /// One person's annotation, by names.
    case annotation(IncomingAnnotation)
    /// The aggregate: its labels, the share of the annotators that agree (0…1) and how many there are.
    case consensus(labels: [String], agreement: Double, annotatorCount: Int)
}
