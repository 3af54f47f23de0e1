internal import GRDB
internal import WinnowDomain

/// The numbered log: every change appends to it in its own transaction.
enum EventLog {
    /// What happened; the names are stored and never change.
    enum Kind: String {
        case queueCreated = "queue.created"
        case queueUpdated = "queue.updated"
        /// Its subject is the first of the items that are new.
        case itemsImported = "items.imported"
        /// Items got other texts, in the import whose event comes before.
        case itemsReplaced = "items.replaced"
        case annotationSubmitted = "annotation.submitted"
        case annotationRetracted = "annotation.retracted"
        case annotationsImported = "annotations.imported"
        /// Its subject is the first of those that are new.
        case counterfactualsAdded = "counterfactuals.added"
        case counterfactualDecided = "counterfactual.decided"
        case annotatorAdded = "annotator.added"
        case annotatorChanged = "annotator.changed"
        case accountChanged = "account.changed"
        case credentialAdded = "credential.added"
        case credentialRevoked = "credential.revoked"
        case modelPromoted = "model.promoted"
        case webhookAdded = "webhook.added"
        case webhookChanged = "webhook.changed"
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

    /// The number of a queue's last event; 0 before the first.
    static func last(of queue: QueueID, _ db: GRDB.Database) throws -> EventNumber {
        let statement = try db.cachedStatement(sql: "SELECT max(number) FROM event WHERE queueId = ?")
        return try Int64.fetchOne(statement, arguments: [queue.rawValue]) ?? 0
    }

    /// The first item that came after an event; a number behind all items when none did.
    ///
    /// Told by the log and not by the items' own events, which change with their content.
    static func firstItem(of queue: QueueID, after event: EventNumber, _ db: GRDB.Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT min(subject) FROM event WHERE queueId = ? AND number > ? AND kind = ?"
        )
        let kind = Kind.itemsImported.rawValue
        return try Int64.fetchOne(statement, arguments: [queue.rawValue, event, kind]) ?? .max
    }

    /// The definitions that a queue had from an event on and has no more, oldest first.
    static func definitions(
        of queue: QueueID,
        since event: EventNumber,
        _ db: GRDB.Database
    ) throws -> [QueueDefinition] {
        let payloads = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT json_extract(payload, '$') FROM event WHERE queueId = ? AND number > ? AND kind = ? ORDER BY number
                    """
            ),
            arguments: [queue.rawValue, event, Kind.queueUpdated.rawValue]
        )
        return try payloads.map { try StoredJSON.decode(QueueDefinition.self, from: $0) }
    }

    /// What has happened in a queue since an event, by the kinds of its events.
    static func changes(in queue: QueueID, after event: EventNumber, _ db: GRDB.Database) throws -> QueueChanges {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT kind, max(number) FROM event WHERE queueId = ? AND number > ? GROUP BY kind"
            ),
            arguments: [queue.rawValue, event]
        )
        var changes = QueueChanges(lastEvent: event)
        for row in rows {
            changes.lastEvent = max(changes.lastEvent, row[1])
            switch Kind(rawValue: row[0]) {
            case .queueUpdated: changes.hasNewDefinition = true
            case .itemsImported: changes.hasNewItems = true
            case .itemsReplaced: changes.hasNewTexts = true
            case .annotationSubmitted, .annotationRetracted, .annotationsImported: changes.hasNewAnnotations = true
            case .counterfactualsAdded, .counterfactualDecided: changes.hasNewCounterfactuals = true
            case .queueCreated, .annotatorAdded, .annotatorChanged, .accountChanged, .credentialAdded,
                .credentialRevoked, .modelPromoted, .webhookAdded, .webhookChanged, nil:
                break
            }
        }
        return changes
    }
}
