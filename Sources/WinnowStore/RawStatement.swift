internal import GRDB
internal import GRDBSQLite
internal import WinnowDomain

/// A statement whose values are bound and read in place, for what runs once for each of a million records.
///
/// GRDB's own way makes an array of existentials for each run and a string for each column: several times the cost of
/// SQLite's part. Text that is bound has to stay where it is until the statement is reset.
struct RawStatement {
    /// Keeps the handle alive.
    private let statement: Statement
    private var handle: OpaquePointer { statement.sqliteStatement }

    init(_ sql: String, in db: GRDB.Database) throws {
        statement = try db.cachedStatement(sql: sql)
        // Another user of the cached statement may have left it in the middle.
        reset()
    }

    /// A statement for a query whose arguments are few: those go GRDB's way, the rows do not.
    init(_ sql: String, _ arguments: StatementArguments, in db: GRDB.Database) throws {
        try self.init(sql, in: db)
        try statement.setArguments(arguments)
    }

    func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, value) }
    func bind(_ value: Double, at index: Int32) { sqlite3_bind_double(handle, index, value) }
    func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

    func bind(text: UnsafeBufferPointer<UInt8>, at index: Int32) {
        // A null pointer would bind NULL; the empty string needs one that is not.
        guard let base = text.baseAddress, !text.isEmpty else {
            sqlite3_bind_text(handle, index, "", 0, RawStatement.transient)
            return
        }
        let characters = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text64(handle, index, characters, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }

    func bind(blob: UnsafeRawBufferPointer, at index: Int32) {
        sqlite3_bind_blob64(handle, index, blob.baseAddress, UInt64(blob.count), nil)
    }

    /// Goes to the next row.
    ///
    /// - Returns: Whether there is one.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }

    /// Rows that the last insertion, update or deletion of the connection changed.
    var changedRowCount: Int32 { sqlite3_changes(sqlite3_db_handle(handle)) }

    /// Ends a run; to be called after each, also one that failed.
    func reset() {
        sqlite3_reset(handle)
    }

    /// Lets go of what is bound, when the text does not outlive the statement.
    func clear() {
        reset()
        sqlite3_clear_bindings(handle)
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// A column's bytes, valid until the next step or reset.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func text(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
    func optionalReal(_ column: Int32) -> Double? { isNull(column) ? nil : real(column) }
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
