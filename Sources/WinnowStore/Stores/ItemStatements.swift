internal import Foundation
internal import GRDB
internal import WinnowDomain

/// What an import does once for each record: look whether its id is there, and insert it.
struct ItemStatements {
    /// What is stored under a record's id.
    enum Standing {
        case nothing
        case same(id: Int64)
        case other(StoredItem)
    }

    struct StoredItem {
        let id: Int64
        let data: String
        let meta: String?
        let contentHash: [UInt8]
    }

    /// Where an item belongs: its root, and on which side of the split that is.
    struct Group {
        var root: Int64
        var isEvaluation: Bool
        var probability: Double
    }

    private let queue: Int64
    private let byID: RawStatement
    private let insertion: RawStatement

    init(queue: QueueID, in db: GRDB.Database) throws {
        self.queue = queue.rawValue
        byID = try RawStatement(
            "SELECT id, data, meta, contentHash FROM item WHERE queueId = ? AND externalId = ?",
            in: db
        )
        insertion = try RawStatement(
            """
            INSERT INTO item (id, queueId, externalId, data, meta, origin, contentHash, rootId, isEvaluation,
                evaluationProbability, event)
            VALUES (?, ?, ?, ?, ?, 'imported', ?, ?, ?, ?, ?)
            ON CONFLICT (queueId, externalId) DO NOTHING
            """,
            in: db
        )
        byID.bind(self.queue, at: 1)
        insertion.bind(self.queue, at: 2)
    }

    /// Lets go of what is bound; the statements are shared with later batches.
    func clear() {
        for statement in [byID, insertion] { statement.clear() }
    }

    func standing(for entry: ImportBatch.Entry) throws -> Standing {
        defer { byID.reset() }
        var id = entry.externalID
        return try id.withUTF8 { id in
            byID.bind(text: id, at: 2)
            guard try byID.step() else { return .nothing }
            if isSame(entry.data, column: 1), isSame(entry.meta, column: 2) { return .same(id: byID.integer(0)) }
            return .other(
                StoredItem(
                    id: byID.integer(0),
                    data: byID.text(1),
                    meta: byID.isNull(2) ? nil : byID.text(2),
                    contentHash: Array(byID.bytes(3))
                )
            )
        }
    }

    private func isSame(_ text: String?, column: Int32) -> Bool {
        guard var text else { return byID.isNull(column) }
        if byID.isNull(column) { return false }
        let stored = byID.bytes(column)
        return text.withUTF8 { utf8 in
            guard stored.count == utf8.count else { return false }
            guard let left = stored.baseAddress, let right = utf8.baseAddress else { return stored.isEmpty }
            return memcmp(left, right, utf8.count) == 0
        }
    }

    /// - Returns: False when the record's id is taken; then nothing has happened.
    func insert(_ entry: ImportBatch.Entry, id: Int64, group: Group, event: EventNumber) throws -> Bool {
        defer { insertion.reset() }
        insertion.bind(id, at: 1)
        insertion.bind(group.root, at: 7)
        insertion.bind(group.isEvaluation ? 1 : 0 as Int64, at: 8)
        insertion.bind(group.probability, at: 9)
        insertion.bind(event, at: 10)
        var (externalID, data, meta) = (entry.externalID, entry.data, entry.meta ?? "")
        try externalID.withUTF8 { externalID in
            try data.withUTF8 { data in
                try meta.withUTF8 { meta in
                    try entry.contentHash.withUnsafeBytes { hash in
                        insertion.bind(text: externalID, at: 3)
                        insertion.bind(text: data, at: 4)
                        if entry.meta == nil { insertion.bindNull(at: 5) } else { insertion.bind(text: meta, at: 5) }
                        insertion.bind(blob: hash, at: 6)
                        _ = try insertion.step()
                    }
                }
            }
        }
        return insertion.changedRowCount == 1
    }
}
