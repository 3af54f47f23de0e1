internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Stores one batch of counterfactuals within a transaction, with one event for them and one for the items that they become.
struct CounterfactualWriter {
    private let batch: CounterfactualBatch
    /// Ids of items by the hash of their text.
    private let twins: [Data: String]
    private let db: GRDB.Database
    private var event: EventNumber?
    private var itemEvent: EventNumber?

    init(batch: CounterfactualBatch, twins: [Data: String], db: GRDB.Database) {
        (self.batch, self.twins, self.db) = (batch, twins, db)
    }

    mutating func store(_ new: NewCounterfactual) throws -> CounterfactualOutcome {
        if let known = try known(new) {
            guard known.counterfactual.isSame(as: new) else {
                return .refused(
                    reason: "another text was stored under the same key; send this one with a key of its own"
                )
            }
            return .known(known)
        }
        if let reason = try refusal(of: new) { return .refused(reason: reason) }
        if case .annotator(let author) = new.author { try AnnotatorRows.requireEnabled(author, in: db) }
        let queue = batch.queue
        let becomesItem = new.isItem || new.step == .validate || new.step == .accept
        if becomesItem, itemEvent == nil {
            itemEvent = try RevisedItems.event(of: queue, at: batch.at, in: db)
        }
        let event = try eventOfCounterfactuals()
        let id = try CounterfactualRows.insert(new, queue: queue, event: event, at: batch.at, in: db)
        if becomesItem, let itemEvent {
            try RevisedItems.insert(id, queue: queue, event: itemEvent, in: db)
        }
        if let action = new.step {
            try CounterfactualRows.insert(
                CounterfactualStep(
                    counterfactual: id,
                    action: action,
                    annotator: new.decider,
                    reason: new.reason,
                    event: event,
                    at: batch.at
                ),
                queue: queue,
                in: db
            )
        }
        try replaceDraft(of: new, by: id, event: event)
        return .stored(try CounterfactualRows.record(id, in: queue, db))
    }

    /// A draft that a person wrote anew is done with, unless somebody has decided about it.
    private func replaceDraft(of new: NewCounterfactual, by id: CounterfactualID, event: EventNumber) throws {
        guard let draft = new.draft else { return }
        let record = try CounterfactualRows.record(draft, in: batch.queue, db)
        guard !record.isStoodFor, record.verdict == nil else { return }
        let step = CounterfactualStep(
            counterfactual: draft,
            action: .reject,
            annotator: new.decider,
            reason: new.step == .reject ? new.reason : "written anew as counterfactual \(id)",
            event: event,
            at: batch.at
        )
        try CounterfactualRows.insert(step, queue: batch.queue, in: db)
    }

    /// The one that an earlier send of the same stored.
    private func known(_ new: NewCounterfactual) throws -> CounterfactualRecord? {
        guard let key = new.key, case .annotator(let author) = new.author else { return nil }
        // Keys are an annotator's own, whatever the queue.
        return try CounterfactualRows.fetch(
            where: "c.authorId = ? AND c.submissionKey = ?",
            [author.rawValue, key],
            in: db
        ).first
    }

    /// A text that is there already teaches nothing new, and could stand on two sides of a split.
    private func refusal(of new: NewCounterfactual) throws -> String? {
        let parent = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM item WHERE id = ? AND queueId = ?"),
            arguments: [new.parent.rawValue, batch.queue.rawValue]
        )
        guard parent != nil else { return "there is no item number \(new.parent) to edit" }
        if let draft = new.draft, try !isDraft(draft, of: new.parent) {
            return "counterfactual \(draft) is no generator's draft of this item"
        }
        // What cannot be flipped is the original's text.
        if new.step == .reject { return nil }
        if let twin = twins[Data(new.contentHash)] { return "the item \"\(twin)\" has this text already" }
        // A generator does not propose again what was rejected; a person may mean it.
        let isGenerated = if case .generator = new.author { true } else { false }
        let other = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT c.id FROM counterfactual c WHERE c.queueId = ? AND c.contentHash = ? AND c.id IS NOT ?
                    AND (? OR coalesce((
                        SELECT action FROM counterfactualStep WHERE counterfactualId = c.id ORDER BY id DESC LIMIT 1
                    ), 'draft') <> 'reject')
                    """
            ),
            arguments: [batch.queue.rawValue, Data(new.contentHash), new.draft?.rawValue, isGenerated]
        )
        return other.map { "counterfactual \($0) has this text already" }
    }

    private func isDraft(_ id: CounterfactualID, of parent: ItemID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM counterfactual
                        WHERE id = ? AND queueId = ? AND parentId = ? AND generator IS NOT NULL
                    )
                    """
            ),
            arguments: [id.rawValue, batch.queue.rawValue, parent.rawValue]
        ) ?? false
    }

    private mutating func eventOfCounterfactuals() throws -> EventNumber {
        if let event { return event }
        let first = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM counterfactual") ?? 0) + 1
        let new = try EventLog.append(.counterfactualsAdded, queue: batch.queue, subject: first, at: batch.at, in: db)
        event = new
        return new
    }
}

extension Counterfactual {
    /// Whether it says what is to be stored.
    fileprivate func isSame(as new: NewCounterfactual) -> Bool {
        parent == new.parent && kind == new.kind && target == new.target && data == (try? JSONReader.read(new.data))
    }
}
