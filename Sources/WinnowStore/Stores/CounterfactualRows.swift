internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Counterfactuals as rows.
enum CounterfactualRows {
    /// - Returns: The number of the row.
    static func insert(
        _ new: NewCounterfactual,
        queue: QueueID,
        event: EventNumber,
        at: Moment,
        in db: GRDB.Database
    ) throws -> CounterfactualID {
        let (author, generator) = try columns(of: new.author)
        try db.cachedStatement(
            sql: """
                INSERT INTO counterfactual (queueId, parentId, kind, sourceLabelId, targetLabelId, data, contentHash, edit,
                    authorId, generator, draftId, seconds, overrideReason, submissionKey, event, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            queue.rawValue, new.parent.rawValue, new.kind.rawValue, new.source.rawValue, new.target.rawValue, new.data,
            Data(new.contentHash), try StoredJSON.encode(new.edit), author?.rawValue, generator, new.draft?.rawValue,
            new.seconds, new.overrideReason, new.key, event, at.seconds,
        ])
        return CounterfactualID(db.lastInsertedRowID)
    }

    private static func columns(of author: Counterfactual.Author) throws -> (AnnotatorID?, String?) {
        switch author {
        case .annotator(let id): (id, nil)
        case .generator(let generator): (nil, try StoredJSON.encode(generator))
        }
    }

    static func insert(_ step: CounterfactualStep, queue: QueueID, in db: GRDB.Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO counterfactualStep (counterfactualId, queueId, action, annotatorId, reason, event, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            step.counterfactual.rawValue, queue.rawValue, step.action.rawValue, step.annotator?.rawValue, step.reason,
            step.event, step.at.seconds,
        ])
    }

    /// The counterfactuals that a condition on `counterfactual c` picks, in the order in which they were made, each with its
    /// steps.
    ///
    /// - Parameters:
    ///   - labels: The labels of another time, to read them as they read then; nil for now.
    ///   - last: Steps behind this event are left out.
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        with labels: Set<LabelID>? = nil,
        upTo last: EventNumber = .max,
        in db: GRDB.Database
    ) throws -> [CounterfactualRecord] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT c.id, c.parentId, p.rootId, c.itemId, c.kind, c.sourceLabelId, c.targetLabelId, c.data, c.edit,
                        c.authorId, c.generator, c.draftId, c.seconds, c.overrideReason, c.event, c.at
                    FROM counterfactual c JOIN item p ON p.id = c.parentId WHERE \(condition) ORDER BY c.id
                    """
            ),
            arguments: arguments
        )
        var merges = LabelMerges(standing: labels)
        let steps = try steps(of: rows.map { CounterfactualID($0[0]) }, upTo: last, in: db)
        return try rows.map { row in
            let one = try counterfactual(row, &merges, in: db)
            return CounterfactualRecord(counterfactual: one, steps: steps[one.id] ?? [])
        }
    }

    private static func counterfactual(
        _ row: Row,
        _ merges: inout LabelMerges,
        in db: GRDB.Database
    ) throws -> Counterfactual {
        let id = CounterfactualID(row[0])
        guard let kind = Counterfactual.Kind(rawValue: row[4]) else {
            throw StoreError.refused(reason: "counterfactual \(id) has a kind that is not known")
        }
        let writer = (row[9] as Int64?).map { Counterfactual.Author.annotator(AnnotatorID($0)) }
        let generator = try (row[10] as String?).map {
            Counterfactual.Author.generator(try StoredJSON.decode(DraftOrigin.self, from: $0))
        }
        guard let author = writer ?? generator, let data = try? JSONReader.read(row[7] as String) else {
            throw StoreError.refused(reason: "counterfactual \(id) has damaged data")
        }
        return Counterfactual(
            id: id,
            parent: ItemID(row[1]),
            root: ItemID(row[2]),
            item: (row[3] as Int64?).map { ItemID($0) },
            kind: kind,
            source: try merges.final(row[5], in: db),
            target: try merges.final(row[6], in: db),
            data: data,
            edit: try StoredJSON.decode(EditSummary.self, from: row[8]),
            author: author,
            draft: (row[11] as Int64?).map { CounterfactualID($0) },
            seconds: row[12],
            overrideReason: row[13],
            event: row[14],
            at: Moment(row[15])
        )
    }

    /// - Parameter ids: Ascending.
    private static func steps(
        of ids: [CounterfactualID],
        upTo last: EventNumber,
        in db: GRDB.Database
    ) throws -> [CounterfactualID: [CounterfactualStep]] {
        guard let least = ids.first, let most = ids.last else { return [:] }
        let wanted = Set(ids)
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT action, annotatorId, reason, event, at, counterfactualId FROM counterfactualStep
                    WHERE counterfactualId BETWEEN ? AND ? AND event <= ? ORDER BY counterfactualId, id
                    """
            ),
            arguments: [least.rawValue, most.rawValue, last]
        )
        var steps: [CounterfactualID: [CounterfactualStep]] = [:]
        for row in rows where wanted.contains(CounterfactualID(row[5])) {
            let id = CounterfactualID(row[5])
            guard let action = CounterfactualStep.Action(rawValue: row[0]) else {
                throw StoreError.refused(reason: "counterfactual \(id) has a decision that is not known")
            }
            steps[id, default: []].append(
                CounterfactualStep(
                    counterfactual: id,
                    action: action,
                    annotator: (row[1] as Int64?).map { AnnotatorID($0) },
                    reason: row[2],
                    event: row[3],
                    at: Moment(row[4])
                )
            )
        }
        return steps
    }

    /// - Throws: `StoreError.noSuchCounterfactual`, also for those of other queues.
    static func record(
        _ id: CounterfactualID,
        in queue: QueueID,
        _ db: GRDB.Database
    ) throws -> CounterfactualRecord {
        let found = try fetch(where: "c.id = ? AND c.queueId = ?", [id.rawValue, queue.rawValue], in: db)
        guard let record = found.first else { throw StoreError.noSuchCounterfactual(id) }
        return record
    }
}
