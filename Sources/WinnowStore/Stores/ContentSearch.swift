internal import GRDB
internal import WinnowDomain

/// Finds the item that has a text, by a table in memory that is brought up to date with what other processes store.
///
/// Used within write transactions only: nobody else writes meanwhile.
struct ContentSearch {
    private(set) var table: ContentTable
    private let queue: Int64
    private let byNumber: RawStatement

    /// - Parameter table: What an earlier batch knew; nil for the first.
    init(_ table: ContentTable?, queue: QueueID, in db: GRDB.Database) throws {
        self.queue = queue.rawValue
        self.table = table ?? ContentTable()
        byNumber = try RawStatement(
            "SELECT contentHash, rootId, isEvaluation, evaluationProbability FROM item WHERE id = ?",
            in: db
        )
        try catchUp(db)
    }

    private mutating func catchUp(_ db: GRDB.Database) throws {
        // New texts of old items are not among the items behind the last one.
        let replaced = try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM event WHERE queueId = ? AND number > ? AND kind = ?)"
            ),
            arguments: [queue, table.lastEvent, EventLog.Kind.itemsReplaced.rawValue]
        )
        if replaced == true { table = ContentTable() }
        let newer = try RawStatement(
            "SELECT id, contentHash FROM item WHERE queueId = ? AND id > ? ORDER BY id",
            in: db
        )
        defer { newer.clear() }
        newer.bind(queue, at: 1)
        newer.bind(table.lastItem, at: 2)
        while try newer.step() { try add(newer.bytes(1), item: newer.integer(0)) }
        table.lastEvent =
            try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT max(number) FROM event WHERE queueId = ?"),
                arguments: [queue]
            ) ?? 0
    }

    /// Takes over an item that was stored, unless another with its text is known.
    mutating func add(_ hash: UnsafeRawBufferPointer, item: Int64) throws {
        if try group(of: hash) == nil { table.insert(ContentTable.key(hash), item: item) }
        pass(item)
    }

    /// An item that is known, or need not be, because the first one of its text is.
    mutating func pass(_ item: Int64) {
        table.lastItem = max(table.lastItem, item)
    }

    /// An event of this process's own: it is known what it stored.
    mutating func know(_ event: EventNumber) {
        table.lastEvent = max(table.lastEvent, event)
    }

    /// The group of the items with a text; nil when there are none.
    ///
    /// - Parameter other: An item that is not meant.
    func group(of hash: UnsafeRawBufferPointer, besides other: Int64? = nil) throws -> ItemStatements.Group? {
        var group: ItemStatements.Group?
        _ = try table.contains(ContentTable.key(hash)) { item in
            guard item != other else { return false }
            defer { byNumber.reset() }
            byNumber.bind(item, at: 1)
            guard try byNumber.step(), byNumber.bytes(0).elementsEqual(hash) else { return false }
            group = ItemStatements.Group(
                root: byNumber.integer(1),
                isEvaluation: byNumber.integer(2) != 0,
                probability: byNumber.real(3)
            )
            return true
        }
        return group
    }
}
