internal import GRDB
internal import WinnowDomain

/// Takes one portion of items into a search index: first those whose texts were replaced, then those that came.
struct SearchFiller {
    let queue: Queue
    let limit: Int
    /// The database with the items.
    let source: DatabasePool
    let index: GRDB.Database

    func fill(_ state: inout SearchState) throws {
        // Looked at before the items are read: what is replaced meanwhile has a later event, and is found next time.
        let event = state.event
        let changes = try source.read { db in try EventLog.changes(in: queue.id, after: event, db) }
        if state.renewalEvent == nil, changes.hasNewTexts, state.lastItem > 0 {
            state.renewalEvent = changes.lastEvent
            state.renewedItem = 0
        }
        if state.renewalEvent != nil {
            try renew(&state)
        } else {
            try append(&state)
            state.event = changes.lastEvent
        }
    }

    private func append(_ state: inout SearchState) throws {
        let after = state.lastItem
        let items = try source.read { db in
            try ItemRows.fetch(
                where: "queueId = ? AND id > ? ORDER BY id LIMIT ?",
                [queue.id.rawValue, after, limit],
                in: db
            )
        }
        try insert(items)
        state.lastItem = items.last?.id.rawValue ?? state.lastItem
        state.itemCount += items.count
        state.isComplete = items.count < limit
    }

    private func renew(_ state: inout SearchState) throws {
        let (event, first, last) = (state.event, state.renewedItem, state.lastItem)
        let items = try source.read { db in
            try ItemRows.fetch(
                where: """
                    id IN (SELECT id FROM item WHERE queueId = ? AND id > ? AND id <= ? AND event > ? ORDER BY id LIMIT ?)
                    ORDER BY id
                    """,
                [queue.id.rawValue, first, last, event, limit],
                in: db
            )
        }
        let deletion = try index.cachedStatement(sql: "DELETE FROM itemText WHERE rowid = ?")
        for item in items { try deletion.execute(arguments: [item.id.rawValue]) }
        try insert(items)
        state.renewedItem = items.last?.id.rawValue ?? state.renewedItem
        state.isComplete = false
        guard items.count < limit, let reached = state.renewalEvent else { return }
        state.event = reached
        state.renewalEvent = nil
    }

    private func insert(_ items: [Item]) throws {
        let insertion = try index.cachedStatement(sql: "INSERT INTO itemText (rowid, body) VALUES (?, ?)")
        for item in items {
            // An item whose data do not fit the template has no words; it counts as searched all the same.
            guard let text = try? queue.definition.item.text.text(of: item.data) else { continue }
            try insertion.execute(arguments: [item.id.rawValue, text])
        }
    }
}
