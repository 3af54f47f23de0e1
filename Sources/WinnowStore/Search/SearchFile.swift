internal import GRDB
internal import WinnowDomain

/// The search index of one queue: an FTS5 table whose row numbers are those of the items, and how far it is.
///
/// The table keeps its texts, because SQLite wants to know them when one is taken out; they are not kept in any other way,
/// and the file may be deleted at any time.
final class SearchFile: Sendable {
    private let pool: DatabasePool

    private static let layout = 1

    /// Opens or makes a file; one of another layout is emptied.
    init(path: String) throws {
        pool = try DatabasePool(path: path, configuration: SearchFile.configuration)
        try pool.write { db in
            if try Int.fetchOne(db, sql: "PRAGMA user_version") != SearchFile.layout { try SearchFile.make(db) }
        }
    }

    /// Opens a file as it is, to look at it only.
    init(existing path: String) throws {
        pool = try DatabasePool(path: path, configuration: SearchFile.configuration)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // Nothing is lost with it: what a power cut takes away is taken in again.
            try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    private static func make(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS itemText;
                DROP TABLE IF EXISTS progress;
                CREATE VIRTUAL TABLE itemText USING fts5(
                    body, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
                );
                CREATE TABLE progress (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    template TEXT NOT NULL,
                    lastItem INTEGER NOT NULL,
                    itemCount INTEGER NOT NULL,
                    event INTEGER NOT NULL,
                    renewalEvent INTEGER,
                    renewedItem INTEGER NOT NULL,
                    isComplete INTEGER NOT NULL
                ) STRICT;
                PRAGMA user_version = \(layout);
                """
        )
    }

    /// Takes in one portion, or finds that nothing is left.
    func advance(_ queue: Queue, by limit: Int, from database: Database) throws -> SearchProgress {
        let known = try pool.read { db in try SearchState.fetch(db) }
        // Most looks find nothing new, and should not write.
        if let known, known.isComplete, known.template == queue.definition.item.text.source,
            try database.pool.read({ db in try EventLog.last(of: queue.id, db) }) == known.event
        {
            return known.progress
        }
        return try pool.write { db in
            var state = try SearchState.fetch(db) ?? SearchState(template: queue.definition.item.text.source)
            if state.template != queue.definition.item.text.source {
                try SearchFile.make(db)
                state = SearchState(template: queue.definition.item.text.source)
            }
            try SearchFiller(queue: queue, limit: limit, source: database.pool, index: db).fill(&state)
            try state.store(db)
            return state.progress
        }
    }

    func progress() throws -> SearchProgress {
        try pool.read { db in try SearchState.fetch(db)?.progress }
            ?? SearchProgress(searchedCount: 0, isComplete: false)
    }

    func find(_ query: SearchQuery, _ range: SearchRange, limit: Int) throws -> [ItemID] {
        guard let match = query.match else { return [] }
        let (side, bound): (String, Int64) =
            switch range {
            case .after(let item): ("rowid > ? ORDER BY rowid", item?.rawValue ?? 0)
            case .before(let item): ("rowid < ? ORDER BY rowid DESC", item.rawValue)
            }
        let condition =
            match.isNegated
            ? "rowid NOT IN (SELECT rowid FROM itemText WHERE itemText MATCH ?)" : "itemText MATCH ?"
        return try pool.read { db in
            try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT rowid FROM itemText WHERE \(condition) AND \(side) LIMIT ?"),
                arguments: [match.text, bound, limit]
            ).map { ItemID($0) }
        }
    }

    func isWhole() throws -> Bool {
        guard try pool.read({ db in try Int.fetchOne(db, sql: "PRAGMA user_version") }) == SearchFile.layout,
            try pool.read({ db in try String.fetchAll(db, sql: "PRAGMA quick_check") }) == ["ok"]
        else { return false }
        try pool.write { db in try db.execute(sql: "INSERT INTO itemText (itemText) VALUES ('integrity-check')") }
        return true
    }
}
