internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Webhooks as rows.
enum WebhookRows {
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments = [],
        in db: GRDB.Database
    ) throws -> [Webhook] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, queueId, url, kinds, secret, allowsPrivate, state, position, createdAt FROM webhook
                WHERE \(condition) ORDER BY id
                """,
            arguments: arguments
        )
        return try rows.map { row in
            guard let secret = WebhookSecret(row[4]), let state = Webhook.State(rawValue: row[6]) else {
                throw StoreError.refused(reason: "webhook \(row[0] as Int64) has a secret or a state that is none")
            }
            // A newer Winnow may know more kinds.
            let kinds = try StoredJSON.decode([String].self, from: row[3]).compactMap { Webhook.Kind(rawValue: $0) }
            return Webhook(
                id: WebhookID(row[0]),
                queue: QueueID(row[1]),
                url: row[2],
                kinds: Set(kinds),
                secret: secret,
                allowsPrivate: row[5],
                state: state,
                position: row[7],
                createdAt: Moment(row[8])
            )
        }
    }

    /// - Throws: `StoreError.noSuchWebhook`.
    static func webhook(_ id: WebhookID, in db: GRDB.Database) throws -> Webhook {
        let found = try fetch(where: "id = ? AND state <> 'removed'", [id.rawValue], in: db).first
        guard let found else { throw StoreError.noSuchWebhook(id) }
        return found
    }
}

/// Deliveries as rows.
enum DeliveryRows {
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        in db: GRDB.Database
    ) throws -> [Delivery] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, webhookId, kind, event, body, state, attemptCount, dueAt, status, reason, createdAt, endedAt
                    FROM delivery WHERE \(condition)
                    """
            ),
            arguments: arguments
        )
        return try rows.map { row in
            guard let state = Delivery.State(rawValue: row[5]) else {
                throw StoreError.refused(reason: "delivery \(row[0] as Int64) has a state that is not known")
            }
            return Delivery(
                id: DeliveryID(row[0]),
                webhook: WebhookID(row[1]),
                kind: row[2],
                event: row[3],
                body: row[4],
                state: state,
                attemptCount: row[6],
                dueAt: Moment(row[7]),
                status: row[8],
                reason: row[9],
                createdAt: Moment(row[10]),
                endedAt: (row[11] as Double?).map { Moment($0) }
            )
        }
    }

    /// Nothing when there is one of that webhook, kind and event.
    static func insert(_ new: NewDelivery, to webhook: WebhookID, at: Moment, in db: GRDB.Database) throws {
        try db.execute(
            sql: """
                INSERT INTO delivery (webhookId, kind, event, body, state, attemptCount, dueAt, createdAt)
                VALUES (?, ?, ?, ?, 'pending', 0, ?, ?) ON CONFLICT DO NOTHING
                """,
            arguments: [webhook.rawValue, new.kind, new.event, new.body, at.seconds, at.seconds]
        )
    }
}
