internal import GRDB
package import WinnowDomain

extension Database: LabellingStore {
    package func claim(_ claim: Claim) async throws -> Claim.Granted? {
        try await write { db in
            try AnnotatorRows.requireEnabled(claim.annotator, in: db)
            try AssignmentRows.expire(in: claim.queue, now: claim.now, db)
            for candidate in claim.candidates {
                guard let assignment = try AssignmentRows.insert(candidate, for: claim, in: db) else { continue }
                return Claim.Granted(assignment: assignment, item: try ItemRows.item(candidate.item, in: db))
            }
            return nil
        }
    }

    package func renew(
        _ assignment: AssignmentID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        until: Moment,
        now: Moment
    ) async throws -> Assignment {
        try await write { db in
            try AssignmentRows.revive(assignment, of: annotator, in: queue, db)
            try db.execute(
                sql: "UPDATE assignment SET leaseUntil = max(leaseUntil, ?) WHERE id = ?",
                arguments: [until.seconds, assignment.rawValue]
            )
            guard let renewed = try AssignmentRows.fetch(where: "id = ?", [assignment.rawValue], in: db).first else {
                throw StoreError.noSuchAssignment(assignment)
            }
            return renewed
        }
    }

    package func release(
        _ assignment: AssignmentID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        until: Moment?,
        now: Moment
    ) async throws -> Assignment? {
        try await write { db in
            let held = try AssignmentRows.fetch(
                where: "id = ? AND annotatorId = ? AND queueId = ? AND state = 'active'",
                [assignment.rawValue, annotator.rawValue, queue.rawValue],
                in: db
            ).first
            guard let held else { return nil }
            let state = until == nil ? Assignment.State.released : .active
            let end = until.map { min($0, held.leaseUntil) } ?? now
            try db.execute(
                sql: "UPDATE assignment SET state = ?, leaseUntil = ? WHERE id = ?",
                arguments: [state.rawValue, end.seconds, assignment.rawValue]
            )
            return Assignment(
                id: held.id,
                item: held.item,
                annotator: held.annotator,
                state: state,
                leaseUntil: end,
                reason: held.reason,
                holder: held.holder,
                suggestion: held.suggestion
            )
        }
    }

    package func assignments(
        in queue: QueueID,
        of annotator: AnnotatorID,
        holder: String,
        now: Moment
    ) async throws -> [Claim.Granted] {
        try await read { db in
            let held = try AssignmentRows.fetch(
                where: "queueId = ? AND annotatorId = ? AND holder = ? AND state = 'active' AND leaseUntil > ?",
                [queue.rawValue, annotator.rawValue, holder, now.seconds],
                in: db
            )
            let reopened = held.filter { $0.reason.source == .reopened }.reversed()
            return try (reopened + held.filter { $0.reason.source != .reopened }).map { assignment in
                Claim.Granted(assignment: assignment, item: try ItemRows.item(assignment.item, in: db))
            }
        }
    }

    package func assignment(
        _ id: AssignmentID,
        of annotator: AnnotatorID,
        in queue: QueueID
    ) async throws -> Claim.Granted {
        try await read { db in
            let found = try AssignmentRows.fetch(
                where: "id = ? AND annotatorId = ? AND queueId = ?",
                [id.rawValue, annotator.rawValue, queue.rawValue],
                in: db
            ).first
            guard let found else { throw StoreError.noSuchAssignment(id) }
            return Claim.Granted(assignment: found, item: try ItemRows.item(found.item, in: db))
        }
    }

    package func note(_ suggestion: Suggestion, on assignment: AssignmentID, of annotator: AnnotatorID) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE assignment SET suggestion = ? WHERE id = ? AND annotatorId = ? AND suggestion IS NULL",
                arguments: [try StoredJSON.encode(suggestion), assignment.rawValue, annotator.rawValue]
            )
        }
    }

    package func submit(_ submission: Submission) async throws -> Submission.Outcome {
        try await write { db in
            let id = submission.assignment
            if let first = try firstAnswer(to: submission, in: db) {
                return Submission.Outcome(annotation: first, isNew: false)
            }
            let row = try AssignmentRows.revive(id, of: submission.annotator, in: submission.queue, db)
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
                    key: submission.key,
                    at: submission.now
                ),
                in: db
            )
            return Submission.Outcome(annotation: annotation, isNew: true)
        }
    }

    /// The annotation that the assignment has already.
    ///
    /// - Throws: `StoreError.alreadyAnswered` when it came by another submit, `.noSuchAssignment` when it is another's.
    private func firstAnswer(to submission: Submission, in db: GRDB.Database) throws -> Annotation? {
        let id = submission.assignment
        let stored = try AnnotationRows.fetch(
            where: "a.assignmentId = ? AND a.action = 'submit' AND +a.queueId = ?",
            [id.rawValue, submission.queue.rawValue],
            in: db
        )
        guard let first = stored.first else { return nil }
        guard first.annotator == submission.annotator else { throw StoreError.noSuchAssignment(id) }
        guard let key = submission.key else { return first }
        let known = try String.fetchOne(
            db,
            sql: "SELECT submissionKey FROM annotation WHERE id = ?",
            arguments: [first.id.rawValue]
        )
        guard known == nil || known == key else { throw StoreError.alreadyAnswered(id) }
        return first
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
        try await read { db in try EventLog.last(of: queue, db) }
    }

    package func changes(in queue: QueueID, after: EventNumber) async throws -> QueueChanges {
        try await read { db in try EventLog.changes(in: queue, after: after, db) }
    }

    package func changeCounter() async throws -> Int64 {
        // Asked on the writer's connection: there it counts the commits of others only.
        try await pool.writeWithoutTransaction { db in try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
    }
}
