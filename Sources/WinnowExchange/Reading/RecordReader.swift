package import WinnowDomain

/// A record as it stands in a file.
package struct RawRecord: Sendable {
    /// What kind of file it stands in.
    package enum Form: Hashable, Sendable {
        /// Members have types.
        case json
        /// All values are strings, and an empty one may mean that there is none.
        case table
    }

    package var place: Place
    /// The members of the record, in order; their keys differ.
    package var members: [JSON.Member]
    package var form: Form

    package init(place: Place, members: [JSON.Member], form: Form) {
        self.place = place
        self.members = members
        self.form = form
    }
}

/// What stands at one place of a file.
package enum RecordOutcome: Sendable {
    case record(RawRecord)
    case rejected(RejectedRecord)
}

/// Reads records one after the other, in bounded memory.
package protocol RecordReader {
    /// The next record, or why it is none; nil at the end.
    ///
    /// - Throws: `ExchangeError` when nothing that follows can be read either.
    mutating func next() throws(ExchangeError) -> RecordOutcome?
}
