internal import GRDB
internal import WinnowDomain

extension StoreError {
    /// SQLite's and GRDB's errors in the words of the domain; others as they are.
    static func translated(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let message = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError.busy(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return StoreError.damaged(path: path, reason: message)
        case .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return StoreError.notWritable(path: path, reason: message)
        case .SQLITE_CONSTRAINT:
            return StoreError.refused(reason: message)
        default:
            return StoreError.damaged(path: path, reason: message)
        }
    }

    static func translating<Value>(path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw translated(error, path: path)
        }
    }
}
