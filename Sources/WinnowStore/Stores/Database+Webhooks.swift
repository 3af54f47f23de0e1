internal import GRDB
package import WinnowDomain

extension Database: WebhookStore {
    package func webhooks() async throws -> [Webhook] {
        try await read { db in try WebhookRows.fetch(where: "state <> 'removed'", in: db) }
    }

    package func webhook(_ id: WebhookID) async throws -> Webhook {
        try await read { db in try WebhookRows.webhook(id, in: db) }
    }

    package func addWebhook(_ new: NewWebhook, at: Moment) async throws -> Webhook {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO webhook (queueId, url, kinds, secret, allowsPrivate, state, position, createdAt)
                    VALUES (?, ?, ?, ?, ?, 'active', ?, ?)
                    """,
                arguments: [
                    new.queue.rawValue, new.url, try StoredJSON.encode(new.kinds.map(\.rawValue).sorted()),
                    new.secret.text, new.allowsPrivate, try EventLog.last(of: new.queue, db), at.seconds,
                ]
            )
            let id = WebhookID(db.lastInsertedRowID)
            try log(.webhookAdded, id, ["queue": .integer(new.queue.rawValue)], at: at, in: db)
            return try WebhookRows.webhook(id, in: db)
        }
    }

    package func setState(_ state: Webhook.State, of webhook: WebhookID, at: Moment) async throws -> Webhook {
        try await write { db in
            _ = try WebhookRows.webhook(webhook, in: db)
            try db.execute(
                sql: "UPDATE webhook SET state = ? WHERE id = ?",
                arguments: [state.rawValue, webhook.rawValue]
            )
            try log(.webhookChanged, webhook, ["state": .string(state.rawValue)], at: at, in: db)
            guard let changed = try WebhookRows.fetch(where: "id = ?", [webhook.rawValue], in: db).first else {
                throw StoreError.noSuchWebhook(webhook)
            }
            return changed
        }
    }

    private func log(
        _ kind: EventLog.Kind,
        _ webhook: WebhookID,
        _ payload: KeyValuePairs<String, JSON>,
        at: Moment,
        in db: GRDB.Database
    ) throws {
        _ = try EventLog.append(
            kind,
            queue: nil,
            subject: webhook.rawValue,
            payload: .members(payload),
            at: at,
            in: db
        )
    }

    package func lastEvent() async throws -> EventNumber {
        try await read { db in try Int64.fetchOne(db, sql: "SELECT max(number) FROM event") ?? 0 }
    }

    package func happenings(in queue: QueueID, after event: EventNumber, limit: Int) async throws -> Happenings {
        try await read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number, kind, subject, at FROM event WHERE queueId = ? AND number > ? ORDER BY number LIMIT ?
                        """
                ),
                arguments: [queue.rawValue, event, limit]
            )
            let list = try rows.compactMap { row -> Happening? in
                try Self.kind(of: EventLog.Kind(rawValue: row[1]), subject: row[2], event: row[0], in: db)
                    .map { Happening(event: row[0], kind: $0, at: Moment(row[3])) }
            }
            return Happenings(list, upTo: rows.last?[0] ?? event)
        }
    }

    private static func kind(
        of kind: EventLog.Kind?,
        subject: Int64?,
        event: EventNumber,
        in db: GRDB.Database
    ) throws -> Happening.Kind? {
        switch kind {
        case .annotationSubmitted, .annotationRetracted:
            guard
                let annotation = try AnnotationRows.fetch(
                    where: "a.itemId = ? AND a.event = ?",
                    [subject, event],
                    in: db
                ).first
            else { return nil }
            return kind == .annotationSubmitted ? .answered(annotation) : .retracted(annotation)
        case .modelPromoted: return subject.map { .promoted(version: Int($0)) }
        default: return nil
        }
    }

    package func isNewlyFinished(_ queue: QueueID, for webhook: WebhookID) async throws -> Bool {
        try await read { db in
            let told = try Int64.fetchOne(
                db,
                sql: "SELECT max(event) FROM delivery WHERE webhookId = ? AND kind = ?",
                arguments: [webhook.rawValue, Webhook.Kind.queueFinished.rawValue]
            )
            if let told {
                let isReopened = try Bool.fetchOne(
                    db,
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM event WHERE queueId = ? AND number > ?
                            AND kind IN ('items.imported', 'items.replaced', 'annotation.retracted', 'queue.updated'))
                        """,
                    arguments: [queue.rawValue, told]
                )
                guard isReopened == true else { return false }
            }
            // The first item that wants an answer ends the search; in a queue that is not finished it is near the front.
            return try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM item WHERE queueId = :queue)
                        AND NOT EXISTS (
                            SELECT 1 FROM item i WHERE i.queueId = :queue AND i.origin = 'imported'
                            AND (SELECT count(*) FROM liveAnnotation l WHERE l.itemId = i.id AND l.isCounted = 1)
                                < (SELECT overlap FROM queue WHERE id = :queue)
                        )
                    """,
                arguments: ["queue": queue.rawValue]
            ) ?? false
        }
    }

    package func enqueue(
        _ deliveries: [NewDelivery],
        for webhook: WebhookID,
        from: EventNumber,
        to position: EventNumber,
        at: Moment
    ) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE webhook SET position = ? WHERE id = ? AND position = ? AND state <> 'removed'",
                arguments: [position, webhook.rawValue, from]
            )
            guard db.changesCount == 1 else { return }
            for delivery in deliveries { try DeliveryRows.insert(delivery, to: webhook, at: at, in: db) }
        }
    }

    package func addDelivery(_ new: NewDelivery, to webhook: WebhookID, at: Moment) async throws -> Delivery {
        try await write { db in
            _ = try WebhookRows.webhook(webhook, in: db)
            try DeliveryRows.insert(new, to: webhook, at: at, in: db)
            let added = try DeliveryRows.fetch(where: "id = ?", [db.lastInsertedRowID], in: db).first
            guard let added else { throw StoreError.refused(reason: "the delivery is there already") }
            return added
        }
    }

    package func claimDelivery(now: Moment) async throws -> (delivery: Delivery, webhook: Webhook)? {
        try await write { db in
            let due = try DeliveryRows.fetch(
                where: """
                    state IN ('pending', 'sending') AND dueAt <= ?
                    AND (SELECT state FROM webhook WHERE id = webhookId) = 'active'
                    AND webhookId NOT IN (
                        SELECT webhookId FROM delivery
                        WHERE state IN ('pending', 'sending') AND state = 'sending' AND dueAt > ?
                    )
                    ORDER BY dueAt, id LIMIT 1
                    """,
                [now.seconds, now.seconds],
                in: db
            ).first
            guard let due else { return nil }
            try db.execute(
                sql: "UPDATE delivery SET state = 'sending', attemptCount = attemptCount + 1, dueAt = ? WHERE id = ?",
                arguments: [now.seconds + DeliveryPlan.leaseSeconds, due.id.rawValue]
            )
            guard let claimed = try DeliveryRows.fetch(where: "id = ?", [due.id.rawValue], in: db).first else {
                return nil
            }
            return (claimed, try WebhookRows.webhook(due.webhook, in: db))
        }
    }

    package func settle(
        _ delivery: Delivery,
        _ outcome: DeliveryOutcome,
        next: Moment?,
        at: Moment
    ) async throws {
        try await write { db in
            let (status, reason): (Int?, String?) =
                switch outcome {
                case .delivered(let status): (status, nil)
                case .failed(let status, let reason): (status, reason)
                case .gone: (410, "the receiver says that the address is no more; the webhook is paused")
                }
            var state = Delivery.State.delivered
            if reason != nil { state = next == nil ? .failed : .pending }
            try db.execute(
                sql: """
                    UPDATE delivery SET state = ?, dueAt = ?, status = ?, reason = ?, endedAt = ?
                    WHERE id = ? AND state = 'sending' AND attemptCount = ?
                    """,
                arguments: [
                    state.rawValue, next?.seconds ?? at.seconds, status, reason, state == .pending ? nil : at.seconds,
                    delivery.id.rawValue, delivery.attemptCount,
                ]
            )
            guard db.changesCount == 1, outcome == .gone else { return }
            try db.execute(
                sql: "UPDATE webhook SET state = 'paused' WHERE id = ? AND state = 'active'",
                arguments: [delivery.webhook.rawValue]
            )
        }
    }

    package func deliveries(
        of webhook: WebhookID,
        in state: Delivery.State?,
        limit: Int
    ) async throws -> [Delivery] {
        try await read { db in
            _ = try WebhookRows.webhook(webhook, in: db)
            return try DeliveryRows.fetch(
                where: "webhookId = ? AND (? IS NULL OR state = ?) ORDER BY id DESC LIMIT ?",
                [webhook.rawValue, state?.rawValue, state?.rawValue, limit],
                in: db
            )
        }
    }

    package func redeliver(_ delivery: DeliveryID?, of webhook: WebhookID, at: Moment) async throws -> Int {
        try await write { db in
            _ = try WebhookRows.webhook(webhook, in: db)
            let condition = delivery == nil ? "state = 'failed'" : "id = ? AND state <> 'sending'"
            try db.execute(
                sql: """
                    UPDATE delivery SET state = 'pending', attemptCount = 0, dueAt = ?, endedAt = NULL
                    WHERE webhookId = ? AND \(condition)
                    """,
                arguments: [at.seconds, webhook.rawValue] + StatementArguments(delivery.map { [$0.rawValue] } ?? [])
            )
            if let delivery, db.changesCount == 0 { throw StoreError.noSuchDelivery(delivery) }
            return db.changesCount
        }
    }

    package func forgetDeliveries(endedBefore moment: Moment) async throws {
        try await write { db in
            // That a queue was said to be finished is remembered, or it would be said again.
            try db.execute(
                sql: "DELETE FROM delivery WHERE endedAt < ? AND kind <> ?",
                arguments: [moment.seconds, Webhook.Kind.queueFinished.rawValue]
            )
        }
    }
}
