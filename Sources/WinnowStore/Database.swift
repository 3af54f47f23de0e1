internal import GRDB
internal import WinnowDomain

/// The data folder's SQLite file: the only truth there is.
package struct Database: Sendable {
    let pool: DatabasePool
    private let batcher: WriteBatcher
    package let path: String

    /// Opens or creates a database and brings its schema up to date.
    ///
    /// - Parameter path: The file; its folder must exist.
    /// - Throws: `StoreError`: not writable, damaged, busy, or written by a newer Winnow.
    package init(path: String) throws {
        self.path = path
        pool = try StoreError.translating(path: path) {
            let pool = try DatabasePool(path: path, configuration: Database.configuration)
            // The pool sets NORMAL together with WAL; an acknowledged label must survive a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let migrator = Database.migrator
            if try pool.read(migrator.hasBeenSuperseded) { throw StoreError.newerSchema(path: path) }
            try migrator.migrate(pool)
            return pool
        }
        batcher = WriteBatcher(pool: pool)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(15)
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768")
        }
        return configuration
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(M0001Core.name, migrate: M0001Core.migrate)
        return migrator
    }

    func read<Value: Sendable>(_ body: @Sendable @escaping (GRDB.Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError.translated(error, path: path)
        }
    }

    /// A transaction of its own, shared with whatever else is waiting to be written.
    func write<Value: Sendable>(_ body: @Sendable @escaping (GRDB.Database) throws -> Value) async throws -> Value {
        do {
            return try await batcher.perform(body)
        } catch {
            throw StoreError.translated(error, path: path)
        }
    }

    /// Writes back what the log holds and closes.
    package func close() throws {
        try pool.close()
    }
}
