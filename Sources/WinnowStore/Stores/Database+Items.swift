internal import GRDB
package import WinnowDomain

extension Database: ItemStore {
    package func importBatch(_ batch: ImportBatch) async throws -> ImportOutcome {
        // Not batched with the submits of annotators: thousands of rows would keep them waiting for each other's errors.
        try await alone { db in
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Database.importLogPageCount)")
            defer { try? db.execute(sql: "PRAGMA wal_autocheckpoint = \(Database.logPageCount)") }
            var (outcome, known) = (ImportOutcome(), contents.take(batch.queue))
            try db.inTransaction(.immediate) {
                var writer = try ImportWriter(batch: batch, contents: known, db: db)
                // One owner only, or the first change would copy the table.
                known = nil
                outcome = try writer.run()
                known = writer.knownContents
                return .commit
            }
            if let known { contents.bring(known, of: batch.queue) }
            writeback.committed(byteCount: batch.entries.reduce(0) { $0 + $1.data.utf8.count })
            return outcome
        }
    }

    package func finishImport() async throws {
        contents.forget()
        try await alone { db in
            writeback.close()
            // Passive: waits for nobody, and what it cannot write back now the next one will.
            _ = try db.checkpoint(.passive)
        }
    }

    package func items(in queue: QueueID, after: ItemID?, limit: Int) async throws -> [Item] {
        try await read { db in
            try ItemRows.fetch(
                where: "queueId = ? AND id > ? ORDER BY id LIMIT ?",
                [queue.rawValue, after?.rawValue ?? 0, limit],
                in: db
            )
        }
    }

    package func items(_ ids: [ItemID]) async throws -> [Item] {
        try await read { db in
            try ids.flatMap { try ItemRows.fetch(where: "id = ?", [$0.rawValue], in: db) }
        }
    }

    package func itemIndex(of queue: QueueID, after: ItemID?) async throws -> [ItemIndexEntry] {
        try await read { db in
            var entries: [ItemIndexEntry] = []
            let revised = Set(
                try Int64.fetchAll(
                    db,
                    sql: "SELECT id FROM item WHERE queueId = ? AND id > ? AND origin = 'counterfactual'",
                    arguments: [queue.rawValue, after?.rawValue ?? 0]
                )
            )
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT id, rootId, isEvaluation, event FROM item WHERE queueId = ? AND id > ? ORDER BY id",
                arguments: [queue.rawValue, after?.rawValue ?? 0]
            )
            while let row = try rows.next() {
                entries.append(
                    ItemIndexEntry(
                        id: ItemID(row[0]),
                        root: ItemID(row[1]),
                        isEvaluation: row[2],
                        isRevised: revised.contains(row[0]),
                        event: row[3]
                    )
                )
            }
            return entries
        }
    }

    package func histories(
        in queue: QueueID,
        after: ItemID?,
        limit: Int,
        upTo event: EventNumber
    ) async throws -> [ItemHistory] {
        try await read { db in
            let items = try ItemRows.fetch(
                where: "queueId = ? AND id > ? AND id < ? ORDER BY id LIMIT ?",
                [queue.rawValue, after?.rawValue ?? 0, try EventLog.firstItem(of: queue, after: event, db), limit],
                in: db
            )
            guard let first = items.first, let last = items.last else { return [] }
            // By item and nothing else: the index by event would be read from end to end for each page.
            let annotations = try AnnotationRows.fetch(
                where: "a.itemId BETWEEN ? AND ? AND +a.queueId = ? AND +a.event <= ?",
                [first.id.rawValue, last.id.rawValue, queue.rawValue, event],
                by: "a.itemId, a.id",
                in: db
            )
            var rest = annotations[...]
            return items.map { item in
                let own = rest.prefix { $0.item == item.id }
                rest = rest.dropFirst(own.count)
                return ItemHistory(item: item, annotations: Array(own))
            }
        }
    }

    package func histories(
        of items: [ItemID],
        in queue: QueueID,
        upTo event: EventNumber
    ) async throws -> [ItemHistory] {
        try await read { db in
            let late = try EventLog.firstItem(of: queue, after: event, db)
            return try items.lazy.filter { $0.rawValue < late }.flatMap { id in
                let annotations = try AnnotationRows.fetch(
                    where: "a.itemId = ? AND a.event <= ?",
                    [id.rawValue, event],
                    in: db
                )
                return try ItemRows.fetch(where: "id = ? AND queueId = ?", [id.rawValue, queue.rawValue], in: db)
                    .map { ItemHistory(item: $0, annotations: annotations) }
            }
        }
    }

    package func changedItems(
        in queue: QueueID,
        _ aspects: Set<ItemAspect>,
        after since: EventNumber,
        upTo event: EventNumber
    ) async throws -> [ItemID] {
        try await read { db in
            try ChangedItems.ids(in: queue, aspects, after: since, upTo: event, db)
        }
    }

    package func history(of externalID: String, in queue: QueueID) async throws -> ItemHistory {
        try await read { db in
            guard
                let item = try ItemRows.fetch(
                    where: "queueId = ? AND externalId = ?",
                    [queue.rawValue, externalID],
                    in: db
                ).first
            else { throw StoreError.noSuchItem(externalID: externalID) }
            return ItemHistory(
                item: item,
                annotations: try AnnotationRows.fetch(where: "a.itemId = ?", [item.id.rawValue], in: db)
            )
        }
    }
}

/// Items as rows.
enum ItemRows {
    static func fetch(where condition: String, _ arguments: StatementArguments, in db: GRDB.Database) throws -> [Item] {
        let rows = try RawStatement(
            "SELECT id, externalId, data, meta, origin, rootId, isEvaluation FROM item WHERE \(condition)",
            arguments,
            in: db
        )
        defer { rows.reset() }
        var items: [Item] = []
        while try rows.step() { items.append(try item(rows)) }
        return items
    }

    /// An item that a stored row names, so that it is there.
    static func item(_ id: ItemID, in db: GRDB.Database) throws -> Item {
        guard let item = try fetch(where: "id = ?", [id.rawValue], in: db).first else {
            throw StoreError.refused(reason: "there is no item number \(id)")
        }
        return item
    }

    private static func item(_ row: RawStatement) throws -> Item {
        do {
            guard let origin = Item.Origin(rawValue: row.text(4)) else {
                throw StoreError.refused(reason: "item \(row.integer(0)) has an origin that is not known")
            }
            return Item(
                id: ItemID(row.integer(0)),
                externalID: row.text(1),
                data: try JSONReader.read(row.bytes(2)),
                meta: row.isNull(3) ? nil : try JSONReader.read(row.bytes(3)),
                origin: origin,
                root: ItemID(row.integer(5)),
                isEvaluation: row.integer(6) != 0
            )
        } catch let failure as JSONReader.Failure {
            throw StoreError.refused(reason: "item \(row.integer(0)) has damaged data: \(failure.reason)")
        }
    }
}
