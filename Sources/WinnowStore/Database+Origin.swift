internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Whether a file is a database of Winnow, before anything is changed in it.
extension Database {
    private static let remedy =
        "put a backup in its place, or move the file away and make a new one with "
        + "`winnow queue create FILE`"

    /// - Throws: `StoreError.damaged` when the file has no content: opening it would make a new database of it.
    static func checkContent(of path: String) throws {
        func byteCount(_ path: String) -> Int {
            var status = stat()
            return stat(path, &status) == 0 ? Int(status.st_size) : 0
        }
        guard byteCount(path) == 0, byteCount(path + "-wal") == 0 else { return }
        throw StoreError.damaged(
            path: path,
            reason: "it is empty (0 bytes), as after a copy that was cut short; \(remedy)"
        )
    }

    /// - Throws: `StoreError.damaged` when the database is another program's, or has nothing in it where it should.
    static func checkOrigin(
        of db: GRDB.Database,
        path: String,
        opening: Opening,
        _ migrator: DatabaseMigrator
    ) throws {
        let isOwn = try migrator.appliedIdentifiers(db).contains(M0001Core.name)
        if isOwn { return }
        let tableCount = try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM sqlite_schema WHERE name <> 'grdb_migrations' AND name NOT LIKE 'sqlite%'"
        )
        if opening == .existingOrNew, tableCount == 0 { return }
        let finding = tableCount == 0 ? "it has no tables" : "it is the database of another program"
        throw StoreError.damaged(path: path, reason: "\(finding); \(remedy)")
    }
}
