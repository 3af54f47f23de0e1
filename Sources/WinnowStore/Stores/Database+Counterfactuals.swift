internal import Foundation
internal import GRDB
package import WinnowDomain

extension Database: CounterfactualStore {
    package func add(_ batch: CounterfactualBatch) async throws -> [CounterfactualOutcome] {
        // Looked for before the transaction, because it reads the hashes of all items: nobody is kept waiting.
        let twins = try await twins(of: Set(batch.entries.map { Data($0.contentHash) }), in: batch.queue)
        return try await write { db in
            try QueueRows.requireRevision(batch.revision, of: batch.queue, in: db)
            var writer = CounterfactualWriter(batch: batch, twins: twins, db: db)
            return try batch.entries.map { try writer.store($0) }
        }
    }

    /// Ids of the items that have one of some texts.
    private func twins(of hashes: Set<Data>, in queue: QueueID) async throws -> [Data: String] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT contentHash, id FROM item WHERE queueId = ? ORDER BY id",
                arguments: [queue.rawValue]
            )
            var found: [Data: Int64] = [:]
            while let row = try rows.next() {
                try row.withUnsafeData(atIndex: 0) { data in
                    if let data, hashes.contains(data), found[data] == nil { found[Data(data)] = row[1] }
                }
            }
            return try found.mapValues { try ItemRows.item(ItemID($0), in: db).externalID }
        }
    }

    package func decide(_ decision: CounterfactualDecision) async throws -> CounterfactualRecord {
        try await write { db in
            let (id, queue) = (decision.counterfactual, decision.queue)
            let record = try CounterfactualRows.record(id, in: queue, db)
            if let seen = decision.stepCount, seen != record.steps.count {
                throw StoreError.counterfactualWasDecided(id)
            }
            guard record.allows(decision.action) else { throw StoreError.counterfactualWasDecided(id) }
            if decision.action == .validate || decision.action == .accept, record.counterfactual.item == nil {
                let event = try RevisedItems.event(of: queue, at: decision.at, in: db)
                _ = try RevisedItems.insert(id, queue: queue, event: event, in: db)
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
