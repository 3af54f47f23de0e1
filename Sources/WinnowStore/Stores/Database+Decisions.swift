internal import GRDB
package import WinnowDomain

/// What becomes of answers afterwards; part of `LabellingStore`.
extension Database {
    package func retract(
        _ annotation: AnnotationID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        at: Moment
    ) async throws -> Annotation {
        try await write { db in
            let (old, place) = try AnnotationRows.standing(annotation, of: annotator, in: db)
            guard place == queue else { throw StoreError.noSuchAnnotation(annotation) }
            try db.execute(
                // An answer that took the place of another has no assignment of its own.
                sql: """
                    UPDATE assignment SET state = 'retracted'
                    WHERE itemId = ? AND annotatorId = ? AND state IN ('active', 'submitted') AND state = 'submitted'
                    """,
                arguments: [old.item.rawValue, old.annotator.rawValue]
            )
            return try AnnotationRows.insert(
                AnnotationRows.New(
                    queue: queue,
                    item: old.item,
                    annotator: old.annotator,
                    action: .retract,
                    judgement: Judgement(answer: old.judgement.answer, present: [], absent: [], isPartial: false),
                    supersedes: old.id,
                    source: old.source,
                    at: at
                ),
                in: db
            )
        }
    }

    package func revise(_ revision: Revision) async throws -> Annotation {
        try await write { db in
            let (old, queue) = try AnnotationRows.standing(revision.annotation, of: revision.annotator, in: db)
            try QueueRows.requireRevision(revision.queueRevision, of: queue, in: db)
            return try AnnotationRows.insert(
                AnnotationRows.New(
                    queue: queue,
                    item: old.item,
                    annotator: old.annotator,
                    judgement: revision.judgement,
                    supersedes: old.id,
                    source: revision.source,
                    editor: revision.editor,
                    at: revision.now
                ),
                in: db
            )
        }
    }

    package func decision(
        _ annotation: AnnotationID,
        of annotator: AnnotatorID,
        in queue: QueueID
    ) async throws -> Decision {
        try await read { db in
            let (standing, place) = try AnnotationRows.standing(annotation, of: annotator, in: db)
            guard place == queue else { throw StoreError.noSuchAnnotation(annotation) }
            return Decision(annotation: standing, item: try ItemRows.item(standing.item, in: db))
        }
    }

    package func decisions(in queue: QueueID, of annotator: AnnotatorID, limit: Int) async throws -> [Decision] {
        try await read { db in
            let annotations = try AnnotationRows.fetch(
                where: """
                    a.id IN (
                        SELECT id FROM annotation b WHERE queueId = ? AND annotatorId = ?
                        AND EXISTS (SELECT 1 FROM liveAnnotation WHERE annotationId = b.id) ORDER BY id DESC LIMIT ?
                    )
                    """,
                [queue.rawValue, annotator.rawValue, limit],
                in: db
            )
            return try annotations.reversed().map {
                Decision(annotation: $0, item: try ItemRows.item($0.item, in: db))
            }
        }
    }

    package func draws(in queue: QueueID) async throws -> [Draw] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT a.itemId, a.event, s.probability, s.poolSize
                    FROM annotation a JOIN assignment s ON s.id = a.assignmentId
                    WHERE a.queueId = ? AND s.source NOT IN ('evaluation', 'verification', 'reopened')
                    ORDER BY a.event
                    """,
                arguments: [queue.rawValue]
            )
            var draws: [Draw] = []
            while let row = try rows.next() {
                draws.append(
                    Draw(item: ItemID(row[0]), event: row[1], probability: row[2], poolSize: row[3])
                )
            }
            return draws
        }
    }

    package func itemsDrawnAtRandom(in queue: QueueID, after: EventNumber) async throws -> [ItemID] {
        try await read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT a.itemId FROM annotation a JOIN assignment s ON s.id = a.assignmentId
                    WHERE a.queueId = ? AND a.event > ? AND a.answer = 'label' AND s.strategy = ?
                    AND s.source NOT IN ('evaluation', 'verification', 'reopened')
                    """,
                arguments: [queue.rawValue, after, QueryDefinition.Strategy.random.rawValue]
            ).map { ItemID($0) }
        }
    }

    package func suggestions(in queue: QueueID, after: EventNumber) async throws -> [AssignmentID: Suggestion] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT s.id, s.suggestion FROM annotation a JOIN assignment s ON s.id = a.assignmentId
                    WHERE a.queueId = ? AND a.event > ? AND a.answer = 'label' AND s.suggestion IS NOT NULL
                    """,
                arguments: [queue.rawValue, after]
            )
            var suggestions: [AssignmentID: Suggestion] = [:]
            while let row = try rows.next() {
                suggestions[AssignmentID(row[0])] = try StoredJSON.decode(Suggestion.self, from: row[1])
            }
            return suggestions
        }
    }
}
