internal import GRDB
internal import Synchronization

/// Writes the log of an import back to the database file while the import goes on, on a connection and a thread of its
/// own: when the log is long enough to begin anew, little of it is left to write back, and nobody waits for that.
final class LogWriteback: Sendable {
    /// Bytes of records that are worth it.
    private static let worthyByteCount = 8 << 20

    private struct State {
        var connection: DatabaseQueue?
        var isRunning = false
        var newByteCount = 0
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// Tells that records are committed; returns at once.
    func committed(byteCount: Int) {
        state.withLock { state in
            state.newByteCount += byteCount
            guard !state.isRunning, state.newByteCount >= LogWriteback.worthyByteCount else { return }
            // What cannot be written back here, the importing connection writes back itself.
            guard let connection = state.connection ?? (try? DatabaseQueue(path: path)) else { return }
            state = State(connection: connection, isRunning: true)
            connection.asyncWriteWithoutTransaction { [self] db in
                _ = try? db.checkpoint(.passive)
                self.state.withLock { $0.isRunning = false }
            }
        }
    }

    /// Closes the connection, when it has nothing to do any more.
    func close() {
        let connection = state.withLock { state in
            defer { state = State() }
            return state.connection
        }
        try? connection?.close()
    }
}
