internal import GRDB
package import WinnowDomain

extension Database: BrowsingStore {
    package func record(of externalID: String, in queue: QueueID) async throws -> ItemRecord {
        try await read { db in
            guard
                let item = try ItemRows.fetch(
                    where: "queueId = ? AND externalId = ?",
                    [queue.rawValue, externalID],
                    in: db
                ).first
            else { throw StoreError.noSuchItem(externalID: externalID) }
            let annotations = try AnnotationRows.fetch(where: "a.itemId = ?", [item.id.rawValue], in: db)
            var assignments: [AssignmentID: Assignment] = [:]
            for id in annotations.compactMap(\.assignment) {
                assignments[id] = try AssignmentRows.fetch(where: "id = ?", [id.rawValue], in: db).first
            }
            let content = try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT e.number, e.at FROM item i JOIN event e ON e.number = i.event WHERE i.id = ?"
                ),
                arguments: [item.id.rawValue]
            )
            return ItemRecord(
                item: item,
                annotations: annotations,
                assignments: assignments,
                contentEvent: content?[0] ?? 0,
                contentAt: Moment(content?[1] ?? 0),
                previous: try Self.neighbour("id < ? ORDER BY id DESC", item.id, queue, db),
                next: try Self.neighbour("id > ? ORDER BY id", item.id, queue, db)
            )
        }
    }

    private static func neighbour(
        _ condition: String,
        _ item: ItemID,
        _ queue: QueueID,
        _ db: GRDB.Database
    ) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT externalId FROM item WHERE queueId = ? AND \(condition) LIMIT 1"),
            arguments: [queue.rawValue, item.rawValue]
        )
    }

    package func annotation(_ id: AnnotationID, in queue: QueueID) async throws -> Annotation {
        try await read { db in
            guard
                let annotation = try AnnotationRows.fetch(
                    where: "a.id = ? AND a.queueId = ?",
                    [id.rawValue, queue.rawValue],
                    in: db
                ).first
            else { throw StoreError.noSuchAnnotation(id) }
            return annotation
        }
    }

    package func annotatorNames() async throws -> [AnnotatorID: String] {
        try await read { db in
            let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT id, name FROM annotator"))
            return Dictionary(rows.map { (AnnotatorID($0[0]), $0[1]) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
