internal import GRDB
package import WinnowDomain

extension Database: QueueStore {
    package func createQueue(named name: String, definition: QueueDefinition, at: Moment) async throws -> Queue {
        try await write { db in
            if try Row.fetchOne(db, sql: "SELECT 1 FROM queue WHERE name = ?", arguments: [name]) != nil {
                throw StoreError.queueExists(name: name)
            }
            try db.execute(
                sql: "INSERT INTO queue (name, definition, revision, overlap) VALUES (?, ?, 1, ?)",
                arguments: [name, try StoredJSON.encode(definition), definition.assignment.overlap]
            )
            let id = QueueID(db.lastInsertedRowID)
            let event = try EventLog.append(.queueCreated, queue: id, subject: id.rawValue, at: at, in: db)
            for (position, label) in definition.labels.enumerated() {
                try QueueRows.insertLabel(label.name, position: position, queue: id, since: event, in: db)
            }
            return try QueueRows.queue(id, in: db)
        }
    }

    package func queue(named name: String) async throws -> Queue {
        try await read { db in
            guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM queue WHERE name = ?", arguments: [name]) else {
                let known = try String.fetchAll(db, sql: "SELECT name FROM queue ORDER BY name")
                throw StoreError.noSuchQueue(name: name, known: known)
            }
            return try QueueRows.queue(QueueID(id), in: db)
        }
    }

    package func queues() async throws -> [Queue] {
        try await read { db in
            try Int64.fetchAll(db, sql: "SELECT id FROM queue ORDER BY name").map {
                try QueueRows.queue(QueueID($0), in: db)
            }
        }
    }

    package func summary(of queue: Queue) async throws -> QueueSummary {
        try await read { db in
            func count(_ sql: String) throws -> Int {
                try Int.fetchOne(db, sql: sql, arguments: ["queue": queue.id.rawValue]) ?? 0
            }
            return QueueSummary(
                queue: queue,
                // Revised texts are beside the queue's own items.
                itemCount: try count(
                    """
                    SELECT (SELECT count(*) FROM item WHERE queueId = :queue)
                        - (SELECT count(*) FROM item WHERE queueId = :queue AND origin = 'counterfactual')
                    """
                ),
                finishedCount: try count(
                    """
                    SELECT count(*) FROM (
                        SELECT itemId FROM liveAnnotation WHERE queueId = :queue AND isCounted = 1
                        AND itemId NOT IN (SELECT id FROM item WHERE queueId = :queue AND origin = 'counterfactual')
                        GROUP BY itemId
                        HAVING count(*) >= (SELECT overlap FROM queue WHERE id = :queue)
                    )
                    """
                ),
                annotationCount: try count("SELECT count(*) FROM liveAnnotation WHERE queueId = :queue"),
                annotatorCount: try count(
                    "SELECT count(DISTINCT annotatorId) FROM liveAnnotation WHERE queueId = :queue"
                ),
                modelCount: try count("SELECT count(*) FROM modelVersion WHERE queueId = :queue"),
                lastEvent: EventNumber(try count("SELECT max(number) FROM event WHERE queueId = :queue"))
            )
        }
    }

    package func labelUses(in queue: Queue) async throws -> [String: Int] {
        try await read { db in
            let counts = try QueueRows.labelUses(queue.id, in: db)
            return Dictionary(
                queue.labels.compactMap { label in counts[label.id.rawValue].map { (label.name, $0) } },
                uniquingKeysWith: +
            )
        }
    }

    package func checkUpdate(of queue: Queue, to definition: QueueDefinition) async throws {
        try await read { db in
            try QueueRows.requireUpdate(of: try QueueRows.queue(queue.id, in: db), to: definition, in: db)
        }
    }

    package func labels(_ ids: [LabelID]) async throws -> [Label] {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT id, name, since FROM label WHERE id = ?")
            return try ids.compactMap { id in
                try Row.fetchOne(statement, arguments: [id.rawValue]).map {
                    Label(id: LabelID($0[0]), name: $0[1], since: $0[2])
                }
            }
        }
    }

    package func updateQueue(_ queue: Queue, to definition: QueueDefinition, at: Moment) async throws -> Queue {
        try await write { db in
            try QueueRows.requireRevision(queue.revision, of: queue.id, in: db)
            let current = try QueueRows.queue(queue.id, in: db)
            try QueueRows.requireUpdate(of: current, to: definition, in: db)
            let event = try EventLog.append(
                .queueUpdated,
                queue: queue.id,
                subject: Int64(current.revision + 1),
                payload: .string(try StoredJSON.encode(current.definition)),
                at: at,
                in: db
            )
            try QueueRows.updateLabels(of: current, to: definition.labels, since: event, in: db)
            try db.execute(
                sql: "UPDATE queue SET definition = ?, overlap = ?, revision = revision + 1 WHERE id = ?",
                arguments: [
                    try StoredJSON.encode(definition), definition.assignment.overlap, queue.id.rawValue,
                ]
            )
            return try QueueRows.queue(queue.id, in: db)
        }
    }
}
