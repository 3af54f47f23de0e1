package typealias WebhookID = Identifier<Webhook>

/// An address that is told what happens in a queue.
package struct Webhook: Hashable, Sendable {
    /// What somebody can be told of.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Somebody answered, or changed an answer. Not what an import brings.
        case itemLabelled = "item.labelled"
        /// Somebody took an answer back.
        case itemRetracted = "item.retracted"
        /// Every item has as many answers as the queue wants.
        case queueFinished = "queue.finished"
        case modelPromoted = "model.promoted"
        /// A new model is measurably worse than an earlier one.
        case qualityAlarm = "quality.alarm"
    }

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case active
        /// Nothing is sent; what happens meanwhile waits.
        case paused
        /// For good.
        case removed
    }

    package let id: WebhookID
    package let queue: QueueID
    package let url: String
    package let kinds: Set<Kind>
    /// What deliveries are signed with.
    package let secret: WebhookSecret
    /// Whether the address may be one of the server's own networks, and unencrypted.
    package let allowsPrivate: Bool
    package let state: State
    /// The last event whose deliveries are written down.
    package let position: EventNumber
    package let createdAt: Moment

    package init(
        id: WebhookID,
        queue: QueueID,
        url: String,
        kinds: Set<Kind>,
        secret: WebhookSecret,
        allowsPrivate: Bool,
        state: State,
        position: EventNumber,
        createdAt: Moment
    ) {
        self.id = id
        self.queue = queue
        self.url = url
        self.kinds = kinds
        self.secret = secret
        self.allowsPrivate = allowsPrivate
        self.state = state
        self.position = position
        self.createdAt = createdAt
    }
}

/// A webhook before it has a number.
package struct NewWebhook: Sendable {
    package var queue: QueueID
    package var url: String
    package var kinds: Set<Webhook.Kind>
    package var secret: WebhookSecret
    package var allowsPrivate: Bool

    package init(
        queue: QueueID,
        url: String,
        kinds: Set<Webhook.Kind>,
        secret: WebhookSecret,
        allowsPrivate: Bool
    ) {
        self.queue = queue
        self.url = url
        self.kinds = kinds
        self.secret = secret
        self.allowsPrivate = allowsPrivate
    }
}
