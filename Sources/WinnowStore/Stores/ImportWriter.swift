internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Stores one batch of an import within a transaction, with one event for its items and one for its annotations.
struct ImportWriter {
    private let batch: ImportBatch
    private let db: GRDB.Database
    private let items: ItemStatements
    private var contents: ContentSearch
    private var nextID: Int64
    /// Whether the record before was new: then so is this one as a rule, and it is inserted without a look for its id.
    /// Never before the batch has an event, so that a batch of nothing new has none.
    private var expectsNew = false
    private var hasReplaced = false
    private var itemEvent: EventNumber?
    private var annotationEvent: EventNumber?
    private var annotators: [String: AnnotatorID] = [:]
    private var outcome = ImportOutcome()

    /// - Parameter contents: What the batch before knew of the queue's texts.
    init(batch: ImportBatch, contents: ContentTable?, db: GRDB.Database) throws {
        try QueueRows.requireRevision(batch.revision, of: batch.queue, in: db)
        self.batch = batch
        self.db = db
        self.contents = try ContentSearch(contents, queue: batch.queue, in: db)
        items = try ItemStatements(queue: batch.queue, in: db)
        nextID = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0) + 1
    }

    /// What is known of the queue's texts after the batch.
    var knownContents: ContentTable { contents.table }

    mutating func run() throws -> ImportOutcome {
        defer { items.clear() }
        for (position, entry) in batch.entries.enumerated() {
            let insertedCount = outcome.insertedCount
            guard let item = try store(entry, position) else { continue }
            guard let annotation = entry.annotation else { continue }
            let isNew = outcome.insertedCount > insertedCount
            try store(annotation, on: item, standing: isNew ? nil : try standing(annotation, on: item), position)
        }
        return outcome
    }

    /// - Returns: The item's number; nil when the record was refused.
    private mutating func store(_ entry: ImportBatch.Entry, _ position: Int) throws -> ItemID? {
        if let original = entry.original, case .nothing = try items.standing(for: entry) {
            refuse(
                position,
                "it is a revised text of \"\(original)\"; bring the pairs in with `winnow counterfactual import`, and then this "
                    + "file again for what was said of them"
            )
            return nil
        }
        let isLookedUp = !expectsNew
        if isLookedUp {
            switch try items.standing(for: entry) {
            case .nothing: break
            case .same(let id):
                outcome.unchangedCount += 1
                return ItemID(id)
            case .other(let stored): return try meet(stored, entry, position)
            }
        }
        let id = nextID
        let twins = try entry.contentHash.withUnsafeBytes { try contents.group(of: $0) }
        let own = ItemStatements.Group(
            root: id,
            isEvaluation: entry.isEvaluation,
            probability: batch.evaluationProbability
        )
        expectsNew = try items.insert(entry, id: id, group: twins ?? own, event: try eventOfItems())
        guard expectsNew else {
            if isLookedUp { throw StoreError.refused(reason: "the id \"\(entry.externalID)\" was taken and was not") }
            return try store(entry, position)
        }
        nextID += 1
        if twins == nil { try entry.contentHash.withUnsafeBytes { try contents.add($0, item: id) } }
        contents.pass(id)
        outcome.insertedCount += 1
        if twins != nil { outcome.duplicateCount += 1 }
        return ItemID(id)
    }

    /// A record whose id is stored already.
    private mutating func meet(
        _ stored: ItemStatements.StoredItem,
        _ entry: ImportBatch.Entry,
        _ position: Int
    ) throws -> ItemID? {
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

    private mutating func replace(
        _ stored: ItemStatements.StoredItem,
        _ entry: ImportBatch.Entry,
        _ position: Int
    ) throws -> ItemID? {
        let isSameText = stored.contentHash == entry.contentHash
        if !isSameText, try isUsed(stored.id) {
            refuse(
                position,
                "the item \"\(entry.externalID)\" has annotations, duplicates or counterfactuals, which were given to its "
                    + "old text; import the new text under another id"
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
        let hash = entry.contentHash
        let twins = try hash.withUnsafeBytes { try contents.group(of: $0, besides: id) }
        let own = ItemStatements.Group(
            root: id,
            isEvaluation: entry.isEvaluation,
            probability: batch.evaluationProbability
        )
        let group = twins ?? own
        try db.execute(
            sql: "UPDATE item SET rootId = ?, isEvaluation = ?, evaluationProbability = ? WHERE id = ?",
            arguments: [group.root, group.isEvaluation, group.probability, id]
        )
        try hash.withUnsafeBytes { try contents.add($0, item: id) }
        if twins != nil { outcome.duplicateCount += 1 }
        guard !hasReplaced else { return }
        hasReplaced = true
        let event = try EventLog.append(.itemsReplaced, queue: batch.queue, subject: id, at: batch.at, in: db)
        contents.know(event)
    }

    private func isUsed(_ id: Int64) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM annotation WHERE itemId = :id)
                    OR EXISTS (SELECT 1 FROM assignment WHERE itemId = :id AND state = 'active')
                    OR EXISTS (SELECT 1 FROM item WHERE rootId = :id AND rootId <> id)
                    OR EXISTS (SELECT 1 FROM counterfactual WHERE parentId = :id OR itemId = :id)
                """,
            arguments: ["id": id]
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

    /// What the annotator has said of an item that was there already.
    private mutating func standing(_ new: ImportBatch.Annotation, on item: ItemID) throws -> Annotation? {
        try AnnotationRows.fetch(
            where: "a.id = (SELECT annotationId FROM liveAnnotation WHERE itemId = ? AND annotatorId = ?)",
            [item.rawValue, try annotatorID(new.annotator).rawValue],
            in: db
        ).first
    }

    private mutating func store(
        _ new: ImportBatch.Annotation,
        on item: ItemID,
        standing: Annotation?,
        _ position: Int
    ) throws {
        let annotator = try annotatorID(new.annotator)
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
        try AnnotatorRows.requireEnabled(id, in: db)
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
