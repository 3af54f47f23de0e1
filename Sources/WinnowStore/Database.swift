internal import Foundation
internal import GRDB
internal import WinnowDomain

/// The data folder's SQLite file: the only truth there is.
package struct Database: Sendable {
    let pool: DatabasePool
    private let batcher: WriteBatcher
    let contents = ContentMemory()
    let writeback: LogWriteback
    package let path: String

    /// What may stand at the path of a database.
    package enum Opening: Sendable {
        /// Only a database of Winnow.
        case existing
        /// Or nothing: then one is made.
        case existingOrNew
    }

    /// Opens or creates a database and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: The file; its folder must exist.
    ///   - opening: What may stand there.
    ///   - trace: Told every statement that is run; for tests of query plans.
    /// - Throws: `StoreError`: not writable, damaged, busy, or written by a newer Winnow.
    package init(
        path: String,
        opening: Opening = .existingOrNew,
        trace: (@Sendable (String) -> Void)? = nil
    ) throws {
        self.path = path
        pool = try StoreError.translating(path: path) {
            // Two processes that both find a new file would both make its tables.
            let lock = try FolderLock(of: path)
            defer { lock.unlock() }
            if opening == .existing { try Database.checkContent(of: path) }
            let pool = try DatabasePool(path: path, configuration: Database.configuration(trace))
            // The pool sets NORMAL together with WAL; an acknowledged label must survive a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: Database.writerSettings) }
            let migrator = Database.migrator
            try pool.read { try Database.checkOrigin(of: $0, path: path, opening: opening, migrator) }
            if try pool.read(migrator.hasBeenSuperseded) { throw StoreError.newerSchema(path: path) }
            // Migrating takes the write lock: who only reads would wait for whoever writes.
            if try !pool.read(migrator.hasCompletedMigrations) { try migrator.migrate(pool) }
            return pool
        }
        batcher = WriteBatcher(pool: pool)
        writeback = LogWriteback(path: path)
    }

    /// Pages of the log from which on a commit writes them back to the file.
    static let logPageCount = 1_000
    /// The same for imports, whose log `LogWriteback` writes back beside them; at 64 MB the log begins anew.
    static let importLogPageCount = 16_384

    /// The cache holds the indexes of a million items: their keys are random, and each insertion reads three pages.
    private static let writerSettings = """
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -98304;
        PRAGMA wal_autocheckpoint = \(logPageCount);
        PRAGMA journal_size_limit = 16777216;
        """

    private static let lookMicroseconds: UInt32 = 250

    private static func configuration(_ trace: (@Sendable (String) -> Void)?) -> Configuration {
        var configuration = Configuration()
        // SQLite's own way waits up to 0.1 s between two looks, and so misses the moment that an import leaves between
        // two of its transactions.
        configuration.busyMode = .callback { tryCount in
            usleep(lookMicroseconds)
            return tryCount < 50_000
        }
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768")
            guard let trace else { return }
            db.trace { event in
                if case .statement(let statement) = event { trace(statement.sql) }
            }
        }
        return configuration
    }

    /// The schema's history, oldest first: a name and the SQL that it stands for.
    package static let migrations = [
        (name: M0001Core.name, sql: M0001Core.sql), (name: M0002Accounts.name, sql: M0002Accounts.sql),
        (name: M0003Counterfactuals.name, sql: M0003Counterfactuals.sql),
        (name: M0004Webhooks.name, sql: M0004Webhooks.sql),
    ]

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { db in try db.execute(sql: migration.sql) }
        }
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

    /// Between two transactions of an import it is other processes' turn to write: longer than the time between two looks
    /// of one that waits.
    private static let turnMicroseconds: UInt32 = 500

    /// Has the writer for itself, without a transaction, and leaves it to other processes for a moment then. Is not
    /// cancelled: what it does takes a fraction of a second, and the caller is to know what was stored.
    func alone<Value: Sendable>(_ body: @Sendable @escaping (GRDB.Database) throws -> Value) async throws -> Value {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWriteWithoutTransaction { db in
                    continuation.resume(with: Result { try body(db) })
                    usleep(Database.turnMicroseconds)
                }
            }
        } catch {
            throw StoreError.translated(error, path: path)
        }
    }

    /// Writes back what the log holds and closes.
    package func close() throws {
        // SQLite does it by itself when the last connection closes, but not when that one may only read, as the pool's may.
        // Beside another process it may not be possible, which does no harm.
        try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try pool.close()
    }
}
