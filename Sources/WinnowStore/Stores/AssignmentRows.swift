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

    /// Gives back everything that an annotator holds.
    static func releaseAll(of annotator: AnnotatorID, _ db: GRDB.Database) throws {
        // Queue by queue: the index of what is active goes by queue.
        for queue in try Int64.fetchAll(db, sql: "SELECT id FROM queue ORDER BY name") {
            try db.cachedStatement(
                sql:
                    "UPDATE assignment SET state = 'released' WHERE queueId = ? AND state = 'active' AND annotatorId = ?"
            ).execute(arguments: [queue, annotator.rawValue])
        }
    }

    /// - Returns: nil when the overlap is reached, or the annotator has had the item.
    static func insert(_ candidate: Claim.Candidate, for claim: Claim, in db: GRDB.Database) throws -> Assignment? {
        let reason = candidate.reason
        do {
            try db.cachedStatement(
                sql: """
                    INSERT INTO assignment (queueId, itemId, annotatorId, state, claimedAt, leaseUntil, source, strategy,
                        score, rank, poolSize, probability, modelVersion, holder, suggestion)
                    VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                claim.queue.rawValue, candidate.item.rawValue, claim.annotator.rawValue, claim.now.seconds,
                claim.leaseUntil.seconds, reason.source.rawValue, reason.strategy, reason.score, reason.rank,
                reason.poolSize, reason.probability, reason.modelVersion, claim.holder,
                try candidate.suggestion.map(StoredJSON.encode),
            ])
        } catch let error as DatabaseError where saysNoPlace(error) {
            return nil
        }
        return Assignment(
            id: AssignmentID(db.lastInsertedRowID),
            item: candidate.item,
            annotator: claim.annotator,
            state: .active,
            leaseUntil: claim.leaseUntil,
            reason: reason,
            holder: claim.holder,
            suggestion: candidate.suggestion
        )
    }

    /// The schema's answer when the overlap is reached or the annotator has or had the item.
    private static func saysNoPlace(_ error: DatabaseError) -> Bool {
        error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
            || error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER
                && error.message?.hasPrefix("winnow: no place") == true
    }

    struct Holder {
        let queue: QueueID
        let item: ItemID
        let annotator: AnnotatorID
    }

    /// Makes sure that an assignment may be worked on: an expired one lives again if nobody took its place.
    ///
    /// - Throws: `StoreError.leaseLost`, `.noSuchAssignment` when it is not this annotator's, or of another queue.
    @discardableResult
    static func revive(
        _ id: AssignmentID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        _ db: GRDB.Database
    ) throws -> Holder {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT queueId, itemId, annotatorId, state FROM assignment
                        WHERE id = ? AND annotatorId = ? AND queueId = ?
                        """
                ),
                arguments: [id.rawValue, annotator.rawValue, queue.rawValue]
            )
        else { throw StoreError.noSuchAssignment(id) }
        let holder = Holder(queue: QueueID(row[0]), item: ItemID(row[1]), annotator: AnnotatorID(row[2]))
        switch Assignment.State(rawValue: row[3]) {
        case .active: return holder
        case .expired, .released:
            do {
                try db.cachedStatement(sql: "UPDATE assignment SET state = 'active' WHERE id = ?")
                    .execute(arguments: [id.rawValue])
            } catch let error as DatabaseError where saysNoPlace(error) {
                throw StoreError.leaseLost(id)
            }
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
            db.cachedStatement(
                sql: """
                    SELECT id, itemId, annotatorId, state, leaseUntil, source, strategy, score, rank, poolSize,
                        probability, modelVersion, holder, suggestion
                    FROM assignment WHERE \(condition) ORDER BY id
                    """
            ),
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
                ),
                holder: row[12],
                suggestion: try (row[13] as String?).map { try StoredJSON.decode(Suggestion.self, from: $0) }
            )
        }
    }
}
