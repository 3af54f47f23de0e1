internal import GRDB
package import WinnowDomain

extension Database: AnnotatorStore {
    package func addAnnotator(named name: String, at: Moment) async throws -> Annotator {
        try await write { db in
            if try AnnotatorRows.id(of: name, in: db) != nil { throw StoreError.annotatorExists(name: name) }
            let id = try AnnotatorRows.add(name, at: at, in: db)
            return Annotator(id: id, name: name, isDisabled: false, annotationCount: 0)
        }
    }

    package func annotator(named name: String) async throws -> Annotator {
        let all = try await annotators()
        guard let annotator = all.first(where: { $0.name == name }) else {
            throw StoreError.noSuchAnnotator(name: name, known: all.map(\.name))
        }
        return annotator
    }

    package func annotators() async throws -> [Annotator] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, name, isDisabled,
                        (SELECT count(*) FROM liveAnnotation WHERE annotatorId = annotator.id)
                    FROM annotator ORDER BY name
                    """
            )
            return rows.map {
                Annotator(id: AnnotatorID($0[0]), name: $0[1], isDisabled: $0[2], annotationCount: $0[3])
            }
        }
    }

    package func setDisabled(_ isDisabled: Bool, annotator: Annotator, at: Moment) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE annotator SET isDisabled = ? WHERE id = ?",
                arguments: [isDisabled, annotator.id.rawValue]
            )
            _ = try EventLog.append(
                .annotatorChanged,
                queue: nil,
                subject: annotator.id.rawValue,
                payload: .members(["isDisabled": .boolean(isDisabled)]),
                at: at,
                in: db
            )
        }
    }
}

/// Annotators as rows.
enum AnnotatorRows {
    static func id(of name: String, in db: GRDB.Database) throws -> AnnotatorID? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM annotator WHERE name = ?"),
            arguments: [name]
        ).map { AnnotatorID($0) }
    }

    static func add(_ name: String, at: Moment, in db: GRDB.Database) throws -> AnnotatorID {
        try db.execute(
            sql: "INSERT INTO annotator (name, createdAt) VALUES (?, ?)",
            arguments: [name, at.seconds]
        )
        let id = AnnotatorID(db.lastInsertedRowID)
        _ = try EventLog.append(.annotatorAdded, queue: nil, subject: id.rawValue, at: at, in: db)
        return id
    }
}
