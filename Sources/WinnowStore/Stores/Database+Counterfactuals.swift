internal import Foundation
internal import GRDB
package import WinnowDomain

extension Database: CounterfactualStore {
    package func add(_ batch: CounterfactualBatch) async throws -> [CounterfactualOutcome] {
        let hashes = Set(batch.entries.map { Data($0.contentHash) })
        let seen = try await seenTwins(of: hashes, in: batch.queue)
        return try await write { db in
            try QueueRows.requireRevision(batch.revision, of: batch.queue, in: db)
            let twins = try seen.upToDate(in: db)
            var writer = CounterfactualWriter(batch: batch, twins: twins, db: db)
            return try batch.entries.map { try writer.store($0) }
        }
    }

    /// Reads the hashes of all items, which takes a while: hence before the transaction, so that nobody is kept waiting.
    private func seenTwins(of hashes: Set<Data>, in queue: QueueID) async throws -> SeenTwins {
        try await read { db in try SeenTwins(of: hashes, in: queue, db) }
    }

    package func twins(of hashes: Set<ContentHash>, in queue: QueueID) async throws -> [ContentHash: String] {
        let byData = Dictionary(hashes.map { (Data($0.bytes), $0) }, uniquingKeysWith: { first, _ in first })
        let found = try await seenTwins(of: Set(byData.keys), in: queue).names
        return Dictionary(
            found.compactMap { data, name in byData[data].map { ($0, name) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func decide(_ decision: CounterfactualDecision) async throws -> CounterfactualRecord {
        let makesItems = decision.action == .validate || decision.action == .accept
        let seen = makesItems ? try await seenTwins(of: decision) : nil
        return try await write { db in
            let (id, queue) = (decision.counterfactual, decision.queue)
            let record = try CounterfactualRows.record(id, in: queue, db)
            if let seen = decision.stepCount, seen != record.steps.count {
                throw StoreError.counterfactualWasDecided(id)
            }
            guard record.allows(decision.action) else { throw StoreError.counterfactualWasDecided(id) }
            if makesItems, record.counterfactual.item == nil {
                if let twin = try seen?.upToDate(in: db).values.first {
                    throw StoreError.refused(
                        reason:
                            "the item \"\(twin)\" has this text by now; reject counterfactual \(id), or write it anew"
                    )
                }
                let event = try RevisedItems.event(of: queue, at: decision.at, in: db)
                try RevisedItems.insert(id, queue: queue, event: event, in: db)
            }
            let event = try EventLog.append(
                .counterfactualDecided,
                queue: queue,
                subject: id.rawValue,
                at: decision.at,
                in: db
            )
            try CounterfactualRows.insert(
                CounterfactualStep(
                    counterfactual: id,
                    action: decision.action,
                    annotator: decision.annotator,
                    reason: decision.reason,
                    event: event,
                    at: decision.at
                ),
                queue: queue,
                in: db
            )
            return try CounterfactualRows.record(id, in: queue, db)
        }
    }

    private func seenTwins(of decision: CounterfactualDecision) async throws -> SeenTwins {
        try await read { db in
            let hash = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT contentHash FROM counterfactual WHERE id = ? AND queueId = ?"),
                arguments: [decision.counterfactual.rawValue, decision.queue.rawValue]
            )
            guard let hash else { throw StoreError.noSuchCounterfactual(decision.counterfactual) }
            return try SeenTwins(of: [hash], in: decision.queue, db)
        }
    }

    package func counterfactuals(
        in queue: QueueID,
        after event: EventNumber
    ) async throws -> [CounterfactualRecord] {
        try await read { db in
            try CounterfactualRows.fetch(
                where: """
                    c.id IN (
                        SELECT id FROM counterfactual WHERE queueId = ? AND event > ?
                        UNION SELECT counterfactualId FROM counterfactualStep WHERE queueId = ? AND event > ?
                    )
                    """,
                [queue.rawValue, event, queue.rawValue, event],
                in: db
            )
        }
    }

    package func counterfactuals(of item: ItemID, in queue: QueueID) async throws -> [CounterfactualRecord] {
        try await read { db in
            try CounterfactualRows.fetch(
                where: "c.queueId = ? AND (c.parentId = ? OR c.itemId = ?)",
                [queue.rawValue, item.rawValue, item.rawValue],
                in: db
            )
        }
    }

    package func counterfactuals(
        in queue: QueueID,
        upTo event: EventNumber,
        readWith labels: [LabelID]
    ) async throws -> [CounterfactualRecord] {
        try await read { db in
            try CounterfactualRows.fetch(
                where: "c.queueId = ? AND c.event <= ?",
                [queue.rawValue, event],
                with: Set(labels),
                upTo: event,
                in: db
            )
        }
    }

    package func counterfactual(_ id: CounterfactualID, in queue: QueueID) async throws -> CounterfactualRecord {
        try await read { db in try CounterfactualRows.record(id, in: queue, db) }
    }
}
