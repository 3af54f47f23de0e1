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
        try await read { db in
            if let found = try AnnotatorRows.fetch(where: "name = ?", [name], in: db).first { return found }
            let known = try String.fetchAll(db, sql: "SELECT name FROM annotator ORDER BY name")
            throw StoreError.noSuchAnnotator(name: name, known: known)
        }
    }

    package func annotators() async throws -> [Annotator] {
        try await read { db in try AnnotatorRows.fetch(where: "TRUE", [], in: db) }
    }

    package func setDisabled(_ isDisabled: Bool, annotator: Annotator, at: Moment) async throws {
        try await write { db in
            try AnnotatorRows.setDisabled(isDisabled, annotator.id, at: at, in: db)
            if isDisabled, try AccountRows.role(of: annotator.id, in: db) == .owner {
                try AccountRows.requireAnOwner(in: db)
            }
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

    /// - Throws: `StoreError.annotatorIsDisabled`.
    static func requireEnabled(_ id: AnnotatorID, in db: GRDB.Database) throws {
        let name = try String.fetchOne(
            db.cachedStatement(sql: "SELECT name FROM annotator WHERE id = ? AND isDisabled = 1"),
            arguments: [id.rawValue]
        )
        if let name { throw StoreError.annotatorIsDisabled(name: name) }
    }

    /// Who is disabled loses what they are signed in with, and gives back what they hold; a password waits.
    static func setDisabled(_ isDisabled: Bool, _ id: AnnotatorID, at: Moment, in db: GRDB.Database) throws {
        try db.execute(
            sql: "UPDATE annotator SET isDisabled = ? WHERE id = ?",
            arguments: [isDisabled, id.rawValue]
        )
        if isDisabled {
            try CredentialRows.revoke(
                where: "accountId = ? AND kind <> 'password'",
                [id.rawValue],
                at: at,
                in: db
            )
            try AssignmentRows.releaseAll(of: id, db)
        }
        _ = try EventLog.append(
            .annotatorChanged,
            queue: nil,
            subject: id.rawValue,
            payload: .members(["isDisabled": .boolean(isDisabled)]),
            at: at,
            in: db
        )
    }

    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        in db: GRDB.Database
    ) throws -> [Annotator] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, name, isDisabled, (SELECT count(*) FROM liveAnnotation WHERE annotatorId = annotator.id)
                FROM annotator WHERE \(condition) ORDER BY name
                """,
            arguments: arguments
        )
        return rows.map {
            Annotator(id: AnnotatorID($0[0]), name: $0[1], isDisabled: $0[2], annotationCount: $0[3])
        }
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
