internal import GRDB
internal import WinnowDomain

/// The items of a queue of which something is another after an event.
enum ChangedItems {
    static func ids(
        in queue: QueueID,
        _ aspects: Set<ItemAspect>,
        after since: EventNumber,
        upTo event: EventNumber,
        _ db: GRDB.Database
    ) throws -> [ItemID] {
        var changed: Set<Int64> = []
        func add(_ sql: String, _ arguments: StatementArguments) throws {
            let rows = try RawStatement(sql, arguments, in: db)
            defer { rows.reset() }
            while try rows.step() { changed.insert(rows.integer(0)) }
        }
        if aspects.contains(.content) {
            // Fields that were replaced later than `event` carry that later one; as they are given, they have changed.
            try add("SELECT id FROM item WHERE queueId = ? AND event > ?", [queue.rawValue, since])
        }
        if aspects.contains(.answers) {
            try add(
                "SELECT itemId FROM annotation WHERE queueId = ? AND event > ? AND event <= ?",
                [queue.rawValue, since, event]
            )
            for label in try changedLabels(of: queue, after: since, db) {
                try add(
                    """
                    SELECT a.itemId FROM annotationLabel g JOIN annotation a ON a.id = g.annotationId WHERE g.labelId = ?
                    """,
                    [label]
                )
            }
        }
        let late = try EventLog.firstItem(of: queue, after: event, db)
        return changed.filter { $0 < late }.sorted().map { ItemID($0) }
    }

    /// The labels that read another way than they did: merged into others, or renamed.
    private static func changedLabels(
        of queue: QueueID,
        after since: EventNumber,
        _ db: GRDB.Database
    ) throws -> [Int64] {
        let renamed = LabelPlan.renamed(
            try EventLog.definitions(of: queue, since: since, db).map(\.labels)
                + [QueueRows.queue(queue, in: db).definition.labels]
        )
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, name, position, until FROM label WHERE queueId = ?"),
            arguments: [queue.rawValue]
        )
        return rows.filter { row in
            let isTakenOut = (row[3] as Int64?).map { $0 > since } ?? false
            return isTakenOut || (row[2] as Int64? != nil && renamed.contains(row[1]))
        }.map { $0[0] }
    }
}
