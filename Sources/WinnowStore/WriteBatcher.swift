internal import GRDB

/// Groups writes that wait at the same time into one transaction, so that they share one flush to disk.
///
/// Each write is a savepoint: one that fails is undone alone. A caller gets its answer after the commit, never before.
actor WriteBatcher {
    private let pool: DatabasePool
    private var waiting: [any BatchedWrite] = []
    private var isDraining = false

    init(pool: DatabasePool) {
        self.pool = pool
    }

    func perform<Value: Sendable>(_ body: @Sendable @escaping (GRDB.Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Write(body: body, continuation: continuation))
            guard !isDraining else { return }
            isDraining = true
            // Not a child of the caller: GRDB rolls back the write of a cancelled task, and others share the transaction.
            Task { await drain() }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            do {
                let finish = try await pool.write { db in
                    // One that is alone is undone with the transaction.
                    if batch.count == 1 { return [try batch[0].runAlone(in: db)] }
                    return try batch.map { try $0.run(in: db) }
                }
                for finish in finish { finish() }
            } catch {
                for write in batch { write.fail(error) }
            }
        }
        isDraining = false
    }
}

private protocol BatchedWrite: Sendable {
    /// Runs; what it throws undoes the transaction.
    func runAlone(in db: GRDB.Database) throws -> @Sendable () -> Void
    /// Runs in a savepoint; returns what is to be done after the commit.
    func run(in db: GRDB.Database) throws -> @Sendable () -> Void
    func fail(_ error: any Error)
}

private struct Write<Value: Sendable>: BatchedWrite {
    let body: @Sendable (GRDB.Database) throws -> Value
    let continuation: CheckedContinuation<Value, any Error>

    func runAlone(in db: GRDB.Database) throws -> @Sendable () -> Void {
        let value = try body(db)
        return { continuation.resume(returning: value) }
    }

    func run(in db: GRDB.Database) throws -> @Sendable () -> Void {
        let result: Result<Value, any Error>
        // GRDB's own `inSavepoint` compiles these anew each time.
        try db.cachedStatement(sql: "SAVEPOINT batched").execute()
        do {
            result = .success(try body(db))
        } catch {
            // A full disk or an I/O error ends the whole transaction: then nothing of the batch is stored.
            guard db.isInsideTransaction else { throw error }
            try db.cachedStatement(sql: "ROLLBACK TO SAVEPOINT batched").execute()
            result = .failure(error)
        }
        try db.cachedStatement(sql: "RELEASE SAVEPOINT batched").execute()
        return { continuation.resume(with: result) }
    }

    func fail(_ error: any Error) {
        continuation.resume(throwing: error)
    }
}
