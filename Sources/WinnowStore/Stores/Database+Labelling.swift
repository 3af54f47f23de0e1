internal import GRDB
package import WinnowDomain

extension Database: LabellingStore {
    package func claim(_ claim: Claim) async throws -> Claim.Granted? {
        try await write { db in
            try AnnotatorRows.requireEnabled(claim.annotator, in: db)
            try AssignmentRows.expire(in: claim.queue, now: claim.now, db)
            for candidate in claim.candidates {
                guard let assignment = try AssignmentRows.insert(candidate, for: claim, in: db) else { continue }
                // The assignment belongs to an item of the queue, or the schema would have refused it.
                guard let item = try ItemRows.fetch(where: "id = ?", [candidate.item.rawValue], in: db).first else {
                    throw StoreError.refused(reason: "item \(candidate.item) was assigned and is not there")
                }
                return Claim.Granted(assignment: assignment, item: item)
            }
            return nil
        }
    }

    package func renew(_ assignment: AssignmentID, until: Moment, now: Moment) async throws {
        try await write { db in
            try AssignmentRows.revive(assignment, in: db)
            try db.execute(
                sql: "UPDATE assignment SET leaseUntil = max(leaseUntil, ?) WHERE id = ?",
                arguments: [until.seconds, assignment.rawValue]
            )
        }
    }

    package func release(_ assignment: AssignmentID, now: Moment) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE assignment SET state = 'released', leaseUntil = ? WHERE id = ? AND state = 'active'",
                arguments: [now.seconds, assignment.rawValue]
            )
        }
    }

    package func submit(_ submission: Submission) async throws -> Submission.Outcome {
        try await write { db in
            let id = submission.assignment
            let stored = try AnnotationRows.fetch(
                where: "a.assignmentId = ? AND a.action = 'submit'",
                [id.rawValue],
                in: db
            )
            if let first = stored.first { return Submission.Outcome(annotation: first, isNew: false) }
            let row = try AssignmentRows.revive(id, in: db)
            // A label may have been taken out or have come since: the answer would say something that nobody was asked.
            try QueueRows.requireRevision(submission.revision, of: row.queue, in: db)
            try db.cachedStatement(sql: "UPDATE assignment SET state = 'submitted' WHERE id = ?")
                .execute(arguments: [id.rawValue])
            // An import may have brought an answer of this annotator since the item was claimed.
            let standing = try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT annotationId FROM liveAnnotation WHERE itemId = ? AND annotatorId = ?"
                ),
                arguments: [row.item.rawValue, row.annotator.rawValue]
            )
            let annotation = try AnnotationRows.insert(
                AnnotationRows.New(
                    queue: row.queue,
                    item: row.item,
                    annotator: row.annotator,
                    assignment: id,
                    judgement: submission.judgement,
                    supersedes: standing.map { AnnotationID($0) },
                    seconds: submission.seconds,
                    source: submission.source,
                    at: submission.now
                ),
                in: db
            )
            return Submission.Outcome(annotation: annotation, isNew: true)
        }
    }

    package func retract(_ annotation: AnnotationID, at: Moment) async throws -> Annotation {
        try await write { db in
            guard
                let old = try AnnotationRows.fetch(where: "a.id = ?", [annotation.rawValue], in: db).first,
                let queue = try Int64.fetchOne(
                    db,
                    sql: "SELECT queueId FROM annotation WHERE id = ?",
                    arguments: [annotation.rawValue]
                )
            else { throw StoreError.noSuchAnnotation(annotation) }
            let stands = try Bool.fetchOne(
                db,
                sql: "SELECT count(*) FROM liveAnnotation WHERE annotationId = ?",
                arguments: [annotation.rawValue]
            )
            guard stands == true else { throw StoreError.annotationIsSuperseded(annotation) }
            try db.execute(
                sql: "UPDATE assignment SET state = 'retracted' WHERE id = ?",
                arguments: [old.assignment?.rawValue]
            )
            return try AnnotationRows.insert(
                AnnotationRows.New(
                    queue: QueueID(queue),
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

    package func annotations(in queue: QueueID, after: EventNumber) async throws -> [Annotation] {
        try await read { db in
            try AnnotationRows.fetch(where: "a.queueId = ? AND a.event > ?", [queue.rawValue, after], in: db)
        }
    }

    package func annotations(
        in queue: QueueID,
        upTo event: EventNumber,
        readWith labels: [LabelID]
    ) async throws -> [Annotation] {
        try await read { db in
            try AnnotationRows.fetch(
                where: "a.queueId = ? AND a.event <= ?",
                [queue.rawValue, event],
                with: Set(labels),
                in: db
            )
        }
    }

    package func activeAssignments(in queue: QueueID, now: Moment) async throws -> [Assignment] {
        try await read { db in
            try AssignmentRows.fetch(
                where: "queueId = ? AND state = 'active' AND leaseUntil > ?",
                [queue.rawValue, now.seconds],
                in: db
            )
        }
    }

    package func occupation(of items: [ItemID], now: Moment) async throws -> Occupation {
        try await read { db in
            var (standing, leases): ([Annotation], [Assignment]) = ([], [])
            for item in items {
                standing += try AnnotationRows.fetch(
                    where: "a.id IN (SELECT annotationId FROM liveAnnotation WHERE itemId = ?)",
                    [item.rawValue],
                    in: db
                )
                leases += try AssignmentRows.fetch(
                    where: "itemId = ? AND state = 'active' AND leaseUntil > ?",
                    [item.rawValue, now.seconds],
                    in: db
                )
            }
            return Occupation(standing: standing, leases: leases)
        }
    }

    package func lastEvent(of queue: QueueID) async throws -> EventNumber {
        try await read { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT max(number) FROM event WHERE queueId = ?",
                arguments: [queue.rawValue]
            ) ?? 0
        }
    }

    package func changes(in queue: QueueID, after: EventNumber) async throws -> QueueChanges {
        try await read { db in try EventLog.changes(in: queue, after: after, db) }
    }

    package func changeCounter() async throws -> Int64 {
        // Asked on the writer's connection: there it counts the commits of others only.
        try await pool.writeWithoutTransaction { db in try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
    }
}
