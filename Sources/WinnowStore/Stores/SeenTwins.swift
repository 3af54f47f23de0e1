internal import Foundation
internal import GRDB
internal import WinnowDomain

/// The items that have one of some texts, as far as they had been seen; what came since is looked at within a transaction.
struct SeenTwins: Sendable {
    private let hashes: Set<Data>
    private let queue: QueueID
    private var last: Int64 = 0
    /// Ids by the hash of the text; of several the oldest item's.
    private(set) var names: [Data: String] = [:]

    init(of hashes: Set<Data>, in queue: QueueID, _ db: GRDB.Database) throws {
        (self.hashes, self.queue) = (hashes, queue)
        try look(in: db)
    }

    /// With the items that came since. A text that was replaced meanwhile is not seen: that takes an import of it within the
    /// milliseconds in between.
    func upToDate(in db: GRDB.Database) throws -> [Data: String] {
        var twins = self
        try twins.look(in: db)
        return twins.names
    }

    private mutating func look(in db: GRDB.Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT contentHash, id FROM item WHERE queueId = ? AND id > ? ORDER BY id",
            arguments: [queue.rawValue, last]
        )
        var found: [Data: Int64] = [:]
        while let row = try rows.next() {
            last = row[1]
            try row.withUnsafeData(atIndex: 0) { data in
                if let data, hashes.contains(data), names[data] == nil, found[data] == nil {
                    found[Data(data)] = row[1]
                }
            }
        }
        for (hash, id) in found { names[hash] = try ItemRows.item(ItemID(id), in: db).externalID }
    }
}
