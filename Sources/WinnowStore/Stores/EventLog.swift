internal import GRDB
internal import WinnowDomain

/// The numbered log: every change appends to it in its own transaction.
enum EventLog {
    /// What happened; the names are stored and never change.
    enum Kind: String {
        case queueCreated = "queue.created"
        case queueUpdated = "queue.updated"
        case itemsImported = "items.imported"
        /// Items got other texts, in the import whose event comes before.
        case itemsReplaced = "items.replaced"
        case annotationSubmitted = "annotation.submitted"
        case annotationRetracted = "annotation.retracted"
        case annotationsImported = "annotations.imported"
        case annotatorAdded = "annotator.added"
        case annotatorChanged = "annotator.changed"
        case accountChanged = "account.changed"
        case credentialAdded = "credential.added"
        case credentialRevoked = "credential.revoked"
        case modelPromoted = "model.promoted"
    }

    static func append(
        _ kind: Kind,
        queue: QueueID?,
        subject: Int64? = nil,
        payload: JSON? = nil,
        at: Moment,
        in db: GRDB.Database
    ) throws -> EventNumber {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO event (queueId, kind, subject, payload, at) VALUES (?, ?, ?, ?, ?)"
        )
        try statement.execute(
            arguments: [queue?.rawValue, kind.rawValue, subject, payload?.text, at.seconds])
        return db.lastInsertedRowID
    }
}
