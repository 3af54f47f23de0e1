package import WinnowDomain

/// An address that is told what happens in a queue.
package struct WebhookDocument: Hashable, Sendable, Codable {
    package let id: Int64
    package let queue: String
    package let url: String
    /// By name.
    package let kinds: [Webhook.Kind]
    package let allowsPrivate: Bool
    package let state: Webhook.State
    /// The last event whose deliveries are written down.
    package let event: Int64
    /// Seconds since 1970.
    package let createdAt: Double

    package init(_ webhook: Webhook, queue: String) {
        id = webhook.id.rawValue
        self.queue = queue
        url = webhook.url
        kinds = webhook.kinds.sorted { $0.rawValue < $1.rawValue }
        allowsPrivate = webhook.allowsPrivate
        state = webhook.state
        event = webhook.position
        createdAt = webhook.createdAt.seconds
    }
}

package struct WebhooksReply: Sendable, Codable {
    package let webhooks: [WebhookDocument]

    package init(webhooks: [WebhookDocument]) {
        self.webhooks = webhooks
    }
}

package struct NewWebhookRequest: Sendable, Codable {
    package let queue: String
    package let url: String
    /// Else all.
    package let kinds: [Webhook.Kind]?
    /// Else a new one.
    package let secret: String?
    /// Else no.
    package let allowsPrivate: Bool?

    package init(
        queue: String,
        url: String,
        kinds: [Webhook.Kind]? = nil,
        secret: String? = nil,
        allowsPrivate: Bool? = nil
    ) {
        self.queue = queue
        self.url = url
        self.kinds = kinds
        self.secret = secret
        self.allowsPrivate = allowsPrivate
    }
}

/// A new webhook with the secret of its signatures, which is told this once.
package struct NewWebhookReply: Sendable, Codable {
    package let webhook: WebhookDocument
    package let secret: String

    package init(webhook: WebhookDocument, secret: String) {
        self.webhook = webhook
        self.secret = secret
    }
}

package struct WebhookChangeRequest: Sendable, Codable {
    package let state: Webhook.State

    package init(state: Webhook.State) {
        self.state = state
    }
}

/// A message to a webhook, and what became of it.
package struct DeliveryDocument: Hashable, Sendable, Codable {
    package let id: Int64
    /// As in the header `webhook-id`.
    package let message: String
    package let kind: String
    package let event: Int64
    package let state: Delivery.State
    package let attempts: Int
    /// When it is sent, or again; seconds since 1970. Missing when it was delivered or given up.
    package let dueAt: Double?
    /// Of the last attempt that was answered.
    package let status: Int?
    package let reason: String?
    package let createdAt: Double
    package let endedAt: Double?
    /// What is sent.
    package let body: String

    package init(_ delivery: Delivery) {
        id = delivery.id.rawValue
        message = delivery.messageID
        kind = delivery.kind
        event = delivery.event
        state = delivery.state
        attempts = delivery.attemptCount
        dueAt = delivery.endedAt == nil ? delivery.dueAt.seconds : nil
        status = delivery.status
        reason = delivery.reason
        createdAt = delivery.createdAt.seconds
        endedAt = delivery.endedAt?.seconds
        body = delivery.body
    }
}

package struct DeliveriesReply: Sendable, Codable {
    /// Newest first.
    package let deliveries: [DeliveryDocument]

    package init(deliveries: [DeliveryDocument]) {
        self.deliveries = deliveries
    }
}

package struct RedeliveryRequest: Sendable, Codable {
    /// Else all that were given up.
    package let delivery: Int64?

    package init(delivery: Int64? = nil) {
        self.delivery = delivery
    }
}

package struct RedeliveryReply: Sendable, Codable {
    /// How many are sent again.
    package let deliveries: Int

    package init(deliveries: Int) {
        self.deliveries = deliveries
    }
}
