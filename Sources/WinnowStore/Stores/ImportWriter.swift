internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Stores one batch of an import within a transaction, with one event for its items and one for its annotations.
struct ImportWriter {
    private let batch: ImportBatch
    private let db: GRDB.Database
    private let insert: Statement
    private let byID: Statement
    private let byContent: Statement
    private var nextID: Int64
    private var itemEvent: EventNumber?
    private var annotationEvent: EventNumber?
    private var annotators: [String: AnnotatorID] = [:]
    private var outcome = ImportOutcome()

    init(batch: ImportBatch, db: GRDB.Database) throws {
        self.batch = batch
        self.db = db
        insert = try db.cachedStatement(
            sql: """
                INSERT INTO item (id, queueId, externalId, data, meta, origin, contentHash, rootId, isEvaluation,
                    evaluationProbability, event)
                VALUES (?, ?, ?, ?, ?, 'imported', ?, ?, ?, ?, ?)
                """
        )
        byID = try db.cachedStatement(
            sql: "SELECT id, data, meta, contentHash FROM item WHERE queueId = ? AND externalId = ?"
        )
        byContent = try db.cachedStatement(
            sql:
                "SELECT rootId, isEvaluation, evaluationProbability FROM item WHERE queueId = ? AND contentHash = ? LIMIT 1"
        )
        nextID = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0) + 1
    }

    mutating func run() throws -> ImportOutcome {
        for (position, entry) in batch.entries.enumerated() {
            guard let item = try store(entry, position) else { continue }
            if let annotation = entry.annotation { try store(annotation, on: item, position) }
        }
        return outcome
    }

    /// - Returns: The item's number; nil when the record was refused.
    private mutating func store(_ entry: ImportBatch.Entry, _ position: Int) throws -> ItemID? {
        if let row = try Row.fetchOne(byID, arguments: [batch.queue.rawValue, entry.externalID]) {
            return try meet(Stored(row), entry, position)
        }
        let id = nextID
        nextID += 1
        var (root, isEvaluation, probability) = (id, entry.isEvaluation, batch.evaluationProbability)
        if let row = try Row.fetchOne(byContent, arguments: [batch.queue.rawValue, Data(entry.contentHash)]) {
            (root, isEvaluation, probability) = (row[0], row[1], row[2])
            outcome.duplicateCount += 1
        }
        try insert.execute(arguments: [
            id, batch.queue.rawValue, entry.externalID, entry.data, entry.meta, Data(entry.contentHash), root,
            isEvaluation, probability, try eventOfItems(),
        ])
        outcome.insertedCount += 1
        return ItemID(id)
    }

    private struct Stored {
        let id: Int64
        let data: String
        let meta: String?
        let contentHash: Data

        init(_ row: Row) {
            (id, data, meta, contentHash) = (row[0], row[1], row[2], row[3])
        }
    }

    /// A record whose id is stored already.
    private mutating func meet(_ stored: Stored, _ entry: ImportBatch.Entry, _ position: Int) throws -> ItemID? {
        if isSame(stored.data, entry.data) && isSame(stored.meta, entry.meta) {
            outcome.unchangedCount += 1
            return ItemID(stored.id)
        }
        switch batch.policy {
        case .fail:
            refuse(
                position,
                "the id \"\(entry.externalID)\" is taken by an item with other content; "
                    + "--on-conflict keep or replace decides which one stays"
            )
            return nil
        case .keep:
            outcome.keptCount += 1
            return ItemID(stored.id)
        case .replace:
            return try replace(stored, entry, position)
        }
    }

    private mutating func replace(_ stored: Stored, _ entry: ImportBatch.Entry, _ position: Int) throws -> ItemID? {
        let isSameText = stored.contentHash == Data(entry.contentHash)
        if !isSameText, try isUsed(stored.id) {
            refuse(
                position,
                "the item \"\(entry.externalID)\" has annotations or duplicates, which were given to its old "
                    + "text; import the new text under another id"
            )
            return nil
        }
        try db.execute(
            sql: "UPDATE item SET data = ?, meta = ?, contentHash = ?, event = ? WHERE id = ?",
            arguments: [
                entry.data, entry.meta, Data(entry.contentHash), try eventOfItems(), stored.id,
            ]
        )
        if !isSameText { try regroup(stored.id, entry) }
        outcome.replacedCount += 1
        return ItemID(stored.id)
    }

    /// A replaced text may be a duplicate of another, and stands on the side that its new text is drawn for.
    private mutating func regroup(_ id: Int64, _ entry: ImportBatch.Entry) throws {
        let twin = try Row.fetchOne(
            db,
            sql: """
                SELECT rootId, isEvaluation, evaluationProbability FROM item
                WHERE queueId = ? AND contentHash = ? AND id <> ? LIMIT 1
                """,
            arguments: [batch.queue.rawValue, Data(entry.contentHash), id]
        )
        try db.execute(
            sql: "UPDATE item SET rootId = ?, isEvaluation = ?, evaluationProbability = ? WHERE id = ?",
            arguments: [
                twin.map { $0[0] as Int64 } ?? id, twin.map { $0[1] as Bool } ?? entry.isEvaluation,
                twin.map { $0[2] as Double } ?? batch.evaluationProbability, id,
            ]
        )
        if twin != nil { outcome.duplicateCount += 1 }
    }

    private func isUsed(_ id: Int64) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM annotation WHERE itemId = :id)
                    OR EXISTS (SELECT 1 FROM assignment WHERE itemId = :id AND state = 'active')
                    OR EXISTS (SELECT 1 FROM item WHERE queueId = :queue AND rootId = :id AND id <> :id)
                """,
            arguments: ["id": id, "queue": batch.queue.rawValue]
        ) ?? false
    }

    private mutating func refuse(_ position: Int, _ reason: String) {
        outcome.refused.append((position, reason))
    }

    private mutating func eventOfItems() throws -> EventNumber {
        if let itemEvent { return itemEvent }
        let event = try EventLog.append(
            .itemsImported,
            queue: batch.queue,
            subject: nextID,
            payload: .members(["first": .integer(nextID)]),
            at: batch.at,
            in: db
        )
        itemEvent = event
        return event
    }
}

extension ImportWriter {
    /// Text that says the same, also when keys are in another order.
    private func isSame(_ left: String?, _ right: String?) -> Bool {
        if left == right { return true }
        guard let left, let right, let first = try? JSONReader.read(left), let second = try? JSONReader.read(right)
        else { return false }
        return first == second
    }

    private mutating func store(_ new: ImportBatch.Annotation, on item: ItemID, _ position: Int) throws {
        let annotator = try annotatorID(new.annotator)
        let standing = try AnnotationRows.fetch(
            where: "a.id = (SELECT annotationId FROM liveAnnotation WHERE itemId = ? AND annotatorId = ?)",
            [item.rawValue, annotator.rawValue],
            in: db
        ).first
        if let standing {
            if standing.judgement.saysTheSame(as: new.judgement) {
                outcome.unchangedAnnotationCount += 1
                return
            }
            switch batch.policy {
            case .fail:
                refuse(
                    position,
                    "\(new.annotator) has given this item another answer; "
                        + "--on-conflict keep or replace decides which one stays"
                )
                return
            case .keep:
                outcome.keptAnnotationCount += 1
                return
            case .replace:
                outcome.supersededAnnotationCount += 1
            }
        } else {
            outcome.annotationCount += 1
        }
        _ = try AnnotationRows.insert(
            AnnotationRows.New(
                queue: batch.queue,
                item: item,
                annotator: annotator,
                judgement: new.judgement,
                supersedes: standing?.id,
                seconds: new.seconds,
                source: .imported,
                at: new.at ?? batch.at
            ),
            event: try eventOfAnnotations(),
            in: db
        )
    }

    private mutating func annotatorID(_ name: String) throws -> AnnotatorID {
        if let id = annotators[name] { return id }
        let id = try AnnotatorRows.id(of: name, in: db) ?? AnnotatorRows.add(name, at: batch.at, in: db)
        annotators[name] = id
        return id
    }

    private mutating func eventOfAnnotations() throws -> EventNumber {
        if let annotationEvent { return annotationEvent }
        let event = try EventLog.append(.annotationsImported, queue: batch.queue, at: batch.at, in: db)
        annotationEvent = event
        return event
    }
}

extension Judgement {
    /// Whether two judgements are the same answer, whatever the order of their labels.
    fileprivate func saysTheSame(as other: Judgement) -> Bool {
        answer == other.answer && isPartial == other.isPartial && note == other.note
            && Set(present) == Set(other.present) && Set(absent) == Set(other.absent)
    }
}
