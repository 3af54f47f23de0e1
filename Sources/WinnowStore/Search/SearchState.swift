internal import GRDB
internal import WinnowDomain

/// How far a search index is, as stored in it.
struct SearchState {
    /// What texts are made by; with another one all of them are other texts.
    var template: String
    /// All items up to this one are in it, and how many they are.
    var lastItem: Int64 = 0
    var itemCount = 0
    /// Their texts are at least those of this event.
    var event: EventNumber = 0
    /// While texts that were replaced are taken in: the event that they are brought to, and the item up to which they are.
    var renewalEvent: EventNumber?
    var renewedItem: Int64 = 0
    /// Whether nothing was left at the last look.
    var isComplete = false

    init(template: String) {
        self.template = template
    }

    var progress: SearchProgress { SearchProgress(searchedCount: itemCount, isComplete: isComplete) }

    static func fetch(_ db: GRDB.Database) throws -> SearchState? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT template, lastItem, itemCount, event, renewalEvent, renewedItem, isComplete FROM progress
                WHERE id = 1
                """
        )
        guard let row else { return nil }
        var state = SearchState(template: row[0])
        state.lastItem = row[1]
        state.itemCount = row[2]
        state.event = row[3]
        state.renewalEvent = row[4]
        state.renewedItem = row[5]
        state.isComplete = row[6]
        return state
    }

    func store(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO progress
                    (id, template, lastItem, itemCount, event, renewalEvent, renewedItem, isComplete)
                VALUES (1, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [template, lastItem, itemCount, event, renewalEvent, renewedItem, isComplete]
        )
    }
}
