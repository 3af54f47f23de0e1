internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Makes items of counterfactuals: of their parent's root, and on its side of the split.
enum RevisedItems {
    /// - Throws: `StoreError.noSuchCounterfactual`.
    static func insert(
        _ id: CounterfactualID,
        queue: QueueID,
        event: EventNumber,
        in db: GRDB.Database
    ) throws {
        let parent = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT p.externalId, p.rootId, p.isEvaluation, p.evaluationProbability, c.data, c.contentHash
                    FROM counterfactual c JOIN item p ON p.id = c.parentId WHERE c.id = ?
                    """
            ),
            arguments: [id.rawValue]
        )
        guard let parent else { throw StoreError.noSuchCounterfactual(id) }
        let name = try freeName(for: parent[0], queue: queue, in: db)
        try db.cachedStatement(
            sql: """
                INSERT INTO item (queueId, externalId, data, origin, contentHash, rootId, isEvaluation,
                    evaluationProbability, event)
                VALUES (?, ?, ?, 'counterfactual', ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            queue.rawValue, name, parent[4] as String, parent[5] as Data, parent[1] as Int64, parent[2] as Bool,
            parent[3] as Double, event,
        ])
        let item = ItemID(db.lastInsertedRowID)
        try db.cachedStatement(sql: "UPDATE counterfactual SET itemId = ? WHERE id = ?")
            .execute(arguments: [item.rawValue, id.rawValue])
    }

    /// The event by which revised items come, told like that of an import.
    static func event(of queue: QueueID, at: Moment, in db: GRDB.Database) throws -> EventNumber {
        let first = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0) + 1
        return try EventLog.append(
            .itemsImported,
            queue: queue,
            subject: first,
            payload: .members(["first": .integer(first)]),
            at: at,
            in: db
        )
    }

    /// `review-7~1` of `review-7`: who reads it sees where it comes from.
    private static func freeName(for parent: String, queue: QueueID, in db: GRDB.Database) throws -> String {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM item WHERE queueId = ? AND externalId = ?)"
        )
        var number = 1
        while try Bool.fetchOne(statement, arguments: [queue.rawValue, "\(parent)~\(number)"]) == true { number += 1 }
        return "\(parent)~\(number)"
    }
}
