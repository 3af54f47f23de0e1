internal import GRDB
internal import WinnowDomain

/// Assignments as rows.
enum AssignmentRows {
    /// Ends leases that have run out.
    static func expire(in queue: QueueID, now: Moment, _ db: GRDB.Database) throws {
        try db.cachedStatement(
            sql: "UPDATE assignment SET state = 'expired' WHERE queueId = ? AND state = 'active' AND leaseUntil <= ?"
        ).execute(arguments: [queue.rawValue, now.seconds])
    }

    /// - Returns: nil when the overlap is reached, or the annotator has had the item.
    static func insert(_ candidate: Claim.Candidate, for claim: Claim, in db: GRDB.Database) throws -> Assignment? {
        let reason = candidate.reason
        do {
            try db.cachedStatement(
                sql: """
                    INSERT INTO assignment (queueId, itemId, annotatorId, state, claimedAt, leaseUntil, source, strategy,
                        score, rank, poolSize, probability, modelVersion)
                    VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                claim.queue.rawValue, candidate.item.rawValue, claim.annotator.rawValue, claim.now.seconds,
                claim.leaseUntil.seconds, reason.source.rawValue, reason.strategy, reason.score, reason.rank,
                reason.poolSize, reason.probability, reason.modelVersion,
            ])
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER
            || error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
        {
            return nil
        }
        return Assignment(
            id: AssignmentID(db.lastInsertedRowID),
            item: candidate.item,
            annotator: claim.annotator,
            state: .active,
            leaseUntil: claim.leaseUntil,
            reason: reason
        )
    }

    struct Holder {
        let queue: QueueID
        let item: ItemID
        let annotator: AnnotatorID
    }

    /// Makes sure that an assignment may be worked on: an expired one lives again if nobody took its place.
    ///
    /// - Throws: `StoreError.leaseLost`.
    @discardableResult
    static func revive(_ id: AssignmentID, now: Moment, in db: GRDB.Database) throws -> Holder {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT queueId, itemId, annotatorId, state FROM assignment WHERE id = ?",
                arguments: [id.rawValue]
            )
        else { throw StoreError.leaseLost(id) }
        let holder = Holder(queue: QueueID(row[0]), item: ItemID(row[1]), annotator: AnnotatorID(row[2]))
        switch Assignment.State(rawValue: row[3]) {
        case .active: return holder
        case .expired, .released:
            let hasRoom = try Bool.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM assignment WHERE itemId = :item AND state = 'active')
                        + (SELECT count(*) FROM liveAnnotation WHERE itemId = :item AND isCounted = 1)
                        < (SELECT overlap FROM queue WHERE id = :queue)
                        AND NOT EXISTS (
                            SELECT 1 FROM liveAnnotation WHERE itemId = :item AND annotatorId = :annotator)
                        AND NOT EXISTS (
                            SELECT 1 FROM assignment WHERE itemId = :item AND annotatorId = :annotator
                            AND state IN ('active', 'submitted'))
                    """,
                arguments: [
                    "item": holder.item.rawValue, "queue": holder.queue.rawValue,
                    "annotator": holder.annotator.rawValue,
                ]
            )
            guard hasRoom == true else { throw StoreError.leaseLost(id) }
            try db.execute(sql: "UPDATE assignment SET state = 'active' WHERE id = ?", arguments: [id.rawValue])
            return holder
        case .submitted, .retracted, nil:
            throw StoreError.leaseLost(id)
        }
    }

    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        in db: GRDB.Database
    ) throws
        -> [Assignment]
    {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, itemId, annotatorId, state, leaseUntil, source, strategy, score, rank, poolSize, probability,
                    modelVersion
                FROM assignment WHERE \(condition) ORDER BY id
                """,
            arguments: arguments
        )
        return try rows.map { row in
            guard let state = Assignment.State(rawValue: row[3]), let source = ServingReason.Source(rawValue: row[5])
            else { throw StoreError.refused(reason: "assignment \(row[0] as Int64) has a kind that is not known") }
            return Assignment(
                id: AssignmentID(row[0]),
                item: ItemID(row[1]),
                annotator: AnnotatorID(row[2]),
                state: state,
                leaseUntil: Moment(row[4]),
                reason: ServingReason(
                    source: source,
                    strategy: row[6],
                    score: row[7],
                    rank: row[8],
                    poolSize: row[9],
                    probability: row[10],
                    modelVersion: row[11]
                )
            )
        }
    }
}
