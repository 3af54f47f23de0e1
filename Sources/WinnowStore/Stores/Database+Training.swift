internal import GRDB
package import WinnowDomain

extension Database: TrainingStore {
    package func beginRun(queue: QueueID, event: EventNumber, at: Moment) async throws -> TrainingRunID {
        try await write { db in
            try db.execute(
                sql: "INSERT INTO trainingRun (queueId, state, event, startedAt) VALUES (?, 'running', ?, ?)",
                arguments: [queue.rawValue, event, at.seconds]
            )
            return TrainingRunID(db.lastInsertedRowID)
        }
    }

    package func endRun(_ run: TrainingRunID, as state: TrainingRun.State, message: String?, at: Moment) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE trainingRun SET state = ?, message = ?, endedAt = ? WHERE id = ? AND state = 'running'",
                arguments: [state.rawValue, message, at.seconds, run.rawValue]
            )
        }
    }

    package func endAbandonedRuns(of queue: QueueID, message: String, at: Moment) async throws {
        let isNeeded = try await read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM trainingRun WHERE queueId = ? AND state = 'running')",
                arguments: [queue.rawValue]
            )
        }
        guard isNeeded == true else { return }
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE trainingRun SET state = 'failed', message = ?, endedAt = max(startedAt, ?)
                    WHERE queueId = ? AND state = 'running'
                    """,
                arguments: [message, at.seconds, queue.rawValue]
            )
        }
    }

    package func storeModel(_ model: NewModelVersion) async throws -> ModelVersion {
        try await write { db in
            let queue = model.queue.rawValue
            let number =
                (try Int.fetchOne(
                    db,
                    sql: "SELECT max(number) FROM modelVersion WHERE queueId = ?",
                    arguments: [queue]
                ) ?? 0) + 1
            // Two processes may finish out of order: a model of older labels does not replace one of newer.
            let promotedEvent = try Int64.fetchOne(
                db,
                sql: "SELECT event FROM modelVersion WHERE queueId = ? AND state = 'promoted'",
                arguments: [queue]
            )
            let state: ModelVersion.State = promotedEvent.map { $0 > model.recipe.event } == true ? .retired : .promoted
            if state == .promoted {
                try db.execute(
                    sql: "UPDATE modelVersion SET state = 'retired' WHERE queueId = ? AND state = 'promoted'",
                    arguments: [queue]
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO modelVersion (queueId, number, trainingRunId, state, event, recipe, summary, checksum,
                        createdAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    queue, number, model.run.rawValue, state.rawValue, model.recipe.event,
                    try StoredJSON.encode(model.recipe), try StoredJSON.encode(model.summary),
                    model.checksum.description, model.at.seconds,
                ]
            )
            try db.execute(
                sql: "UPDATE trainingRun SET state = 'succeeded', endedAt = ? WHERE id = ?",
                arguments: [model.at.seconds, model.run.rawValue]
            )
            if state == .promoted {
                _ = try EventLog.append(
                    .modelPromoted,
                    queue: model.queue,
                    subject: Int64(number),
                    at: model.at,
                    in: db
                )
            }
            return ModelVersion(
                number: number,
                state: state,
                recipe: model.recipe,
                checksum: model.checksum,
                summary: model.summary,
                createdAt: model.at
            )
        }
    }

    package func models(of queue: QueueID, limit: Int) async throws -> [ModelVersion] {
        try await read { db in
            try ModelRows.fetch(where: "queueId = ? ORDER BY number DESC LIMIT ?", [queue.rawValue, limit], in: db)
        }
    }

    package func model(_ number: Int, of queue: QueueID) async throws -> ModelVersion? {
        try await read { db in
            try ModelRows.fetch(where: "queueId = ? AND number = ?", [queue.rawValue, number], in: db).first
        }
    }

    package func promotedModel(of queue: QueueID) async throws -> ModelVersion? {
        try await read { db in
            try ModelRows.fetch(where: "queueId = ? AND state = 'promoted'", [queue.rawValue], in: db).first
        }
    }

    package func runs(of queue: QueueID, limit: Int) async throws -> [TrainingRun] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, state, startedAt, endedAt, event, message FROM trainingRun
                    WHERE queueId = ? ORDER BY id DESC LIMIT ?
                    """,
                arguments: [queue.rawValue, limit]
            )
            return rows.map { row in
                TrainingRun(
                    id: TrainingRunID(row[0]),
                    state: TrainingRun.State(rawValue: row[1]) ?? .failed,
                    startedAt: Moment(row[2]),
                    endedAt: (row[3] as Double?).map { Moment($0) },
                    event: row[4],
                    message: row[5]
                )
            }
        }
    }
}

/// Model versions as rows.
enum ModelRows {
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        in db: GRDB.Database
    ) throws
        -> [ModelVersion]
    {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT number, state, recipe, summary, checksum, createdAt FROM modelVersion WHERE \(condition)",
            arguments: arguments
        )
        return try rows.map { row in
            ModelVersion(
                number: row[0],
                state: ModelVersion.State(rawValue: row[1]) ?? .retired,
                recipe: try StoredJSON.decode(ModelRecipe.self, from: row[2]),
                checksum: Digest(stored: row[4]),
                summary: try StoredJSON.decode(TrainingSummary.self, from: row[3]),
                createdAt: Moment(row[5])
            )
        }
    }
}
