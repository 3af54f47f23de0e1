internal import WinnowAPI
internal import WinnowDomain

/// Webhooks and their deliveries as commands print them.
enum WebhookText {
    static func json(_ webhook: WebhookDocument) -> JSON {
        .members([
            "id": .integer(webhook.id), "queue": .string(webhook.queue), "url": .string(webhook.url),
            "kinds": .array(webhook.kinds.map { .string($0.rawValue) }),
            "allowsPrivate": .boolean(webhook.allowsPrivate), "state": .string(webhook.state.rawValue),
            "event": .integer(webhook.event), "created": .string(AccountText.time(webhook.createdAt)),
        ])
    }

    static func json(_ delivery: DeliveryDocument) -> JSON {
        .members([
            "id": .integer(delivery.id), "message": .string(delivery.message), "kind": .string(delivery.kind),
            "event": .integer(delivery.event), "state": .string(delivery.state.rawValue),
            "attempts": .integer(delivery.attempts), "due": time(delivery.dueAt),
            "status": delivery.status.map { .integer($0) } ?? .null,
            "reason": delivery.reason.map { .string($0) } ?? .null, "created": time(delivery.createdAt),
            "ended": time(delivery.endedAt), "body": (try? JSONReader.read(delivery.body)) ?? .string(delivery.body),
        ])
    }

    private static func time(_ seconds: Double?) -> JSON { seconds.map { .string(AccountText.time($0)) } ?? .null }
}
