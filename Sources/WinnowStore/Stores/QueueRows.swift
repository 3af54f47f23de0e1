internal import GRDB
internal import WinnowDomain

/// Queues and labels as rows.
enum QueueRows {
    static func queue(_ id: QueueID, in db: GRDB.Database) throws -> Queue {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT name, definition, revision FROM queue WHERE id = ?"),
                arguments: [id.rawValue]
            )
        else { throw StoreError.refused(reason: "there is no queue number \(id)") }
        let labels = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT id, name, since FROM label WHERE queueId = ? AND position IS NOT NULL ORDER BY position"
            ),
            arguments: [id.rawValue]
        )
        return Queue(
            id: id,
            name: row[0],
            definition: try StoredJSON.decode(QueueDefinition.self, from: row[1]),
            revision: row[2],
            labels: labels.map { Label(id: LabelID($0[0]), name: $0[1], since: $0[2]) }
        )
    }

    /// - Throws: `StoreError.queueWasChanged` when the queue has another revision than the caller knows.
    static func requireRevision(_ revision: Int, of queue: QueueID, in db: GRDB.Database) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT revision, name FROM queue WHERE id = ?"),
            arguments: [queue.rawValue]
        )
        if let row, row[0] as Int != revision { throw StoreError.queueWasChanged(name: row[1]) }
    }

    static func insertLabel(
        _ name: String,
        position: Int,
        queue: QueueID,
        since: EventNumber,
        in db: GRDB.Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO label (queueId, name, position, since) VALUES (?, ?, ?, ?)",
            arguments: [queue.rawValue, name, position, since]
        )
    }

    /// Annotations that ever named a label, standing or not, by the label's number; merged labels count for what they
    /// became.
    static func labelUses(_ queue: QueueID, in db: GRDB.Database) throws -> [Int64: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                WITH RECURSIVE became (labelId, finalId, nextId) AS (
                    SELECT id, id, mergedInto FROM label WHERE queueId = ?
                    UNION
                    SELECT b.labelId, l.id, l.mergedInto FROM became b JOIN label l ON l.id = b.nextId
                )
                SELECT finalId, sum((SELECT count(*) FROM annotationLabel WHERE labelId = became.labelId)) AS uses
                FROM became WHERE nextId IS NULL GROUP BY finalId HAVING uses > 0
                """,
            arguments: [queue.rawValue]
        )
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
    }

    /// Counterfactuals that go from or to a label, by the label's number; likewise.
    private static func counterfactualUses(_ queue: QueueID, in db: GRDB.Database) throws -> [Int64: Int] {
        var merges = LabelMerges(standing: nil)
        var uses: [Int64: Int] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT sourceLabelId, targetLabelId FROM counterfactual WHERE queueId = ?",
            arguments: [queue.rawValue]
        )
        for row in rows {
            for label in Set([try merges.final(row[0], in: db), try merges.final(row[1], in: db)]) {
                uses[label.rawValue, default: 0] += 1
            }
        }
        return uses
    }

    /// - Throws: `StoreError.labelsInUse`, `.needsNewQueue`.
    static func requireUpdate(of queue: Queue, to definition: QueueDefinition, in db: GRDB.Database) throws {
        let plan = LabelPlan(from: queue.definition.labels, to: definition.labels)
        let labels = numbers(of: queue.labels)
        let uses = plan.removed.isEmpty ? [:] : try labelUses(queue.id, in: db)
        let pairs = plan.removed.isEmpty ? [:] : try counterfactualUses(queue.id, in: db)
        let lost = plan.removed.compactMap { name -> StoreError.LabelUse? in
            guard let label = labels[name]?.rawValue, uses[label] != nil || pairs[label] != nil else { return nil }
            return StoreError.LabelUse(
                name: name,
                annotationCount: uses[label] ?? 0,
                counterfactualCount: pairs[label] ?? 0
            )
        }
        if !lost.isEmpty { throw StoreError.labelsInUse(lost) }
        let anyItem = "SELECT 1 FROM item WHERE queueId = ? LIMIT 1"
        if definition.needsNewQueue(after: queue.definition),
            try Row.fetchOne(db, sql: anyItem, arguments: [queue.id.rawValue]) != nil
        {
            throw StoreError.needsNewQueue(name: queue.name)
        }
    }

    private static func numbers(of labels: [Label]) -> [String: LabelID] {
        Dictionary(labels.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// Moves labels to their new names and places; labels that vanish are merged or, when unused, taken out.
    static func updateLabels(
        of queue: Queue,
        to definitions: [LabelDefinition],
        since: EventNumber,
        in db: GRDB.Database
    ) throws {
        let plan = LabelPlan(from: queue.definition.labels, to: definitions)
        let labels = numbers(of: queue.labels)
        // Names and places are unique: clear them first, so that labels may swap.
        try db.execute(
            sql: "UPDATE label SET position = NULL WHERE queueId = ? AND position IS NOT NULL",
            arguments: [queue.id.rawValue]
        )
        var numbers: [String: Int64] = [:]
        for (position, step) in plan.steps.enumerated() {
            if let old = step.old.flatMap({ labels[$0] }) {
                try db.execute(
                    sql: "UPDATE label SET name = ?, position = ? WHERE id = ?",
                    arguments: [step.name, position, old.rawValue]
                )
                numbers[step.name] = old.rawValue
            } else {
                try insertLabel(step.name, position: position, queue: queue.id, since: since, in: db)
                numbers[step.name] = db.lastInsertedRowID
            }
        }
        for merge in plan.merged {
            try db.execute(
                sql: "UPDATE label SET mergedInto = ?, until = ? WHERE id = ?",
                arguments: [numbers[merge.into], since, labels[merge.old]?.rawValue]
            )
        }
        for name in plan.removed {
            try db.execute(
                sql: "UPDATE label SET until = ? WHERE id = ?",
                arguments: [since, labels[name]?.rawValue]
            )
        }
    }
}
