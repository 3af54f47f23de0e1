package typealias DeliveryID = Identifier<Delivery>

/// One message to a webhook, and what became of it.
package struct Delivery: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// To be sent when it is due.
        case pending
        /// Somebody is sending it.
        case sending
        case delivered
        /// Given up.
        case failed
    }

    package let id: DeliveryID
    package let webhook: WebhookID
    /// A `Webhook.Kind`, or `ping`.
    package let kind: String
    package let event: EventNumber
    /// The JSON that is sent, the same each time.
    package let body: String
    package let state: State
    package let attemptCount: Int
    /// When it is sent, or again.
    package let dueAt: Moment
    /// Of the last attempt that was answered.
    package let status: Int?
    /// Why the last attempt did not succeed, in words.
    package let reason: String?
    package let createdAt: Moment
    /// When it was delivered or given up.
    package let endedAt: Moment?

    package init(
        id: DeliveryID,
        webhook: WebhookID,
        kind: String,
        event: EventNumber,
        body: String,
        state: State,
        attemptCount: Int,
        dueAt: Moment,
        status: Int?,
        reason: String?,
        createdAt: Moment,
        endedAt: Moment?
    ) {
        self.id = id
        self.webhook = webhook
        self.kind = kind
        self.event = event
        self.body = body
        self.state = state
        self.attemptCount = attemptCount
        self.dueAt = dueAt
        self.status = status
        self.reason = reason
        self.createdAt = createdAt
        self.endedAt = endedAt
    }

    /// The kind of messages that only try whether they arrive.
    package static let ping = "ping"

    /// The same for each attempt, so that a receiver knows what it has had already.
    package var messageID: String { "msg_\(webhook)_\(id)_\(Int((createdAt.seconds * 1000).rounded()))" }
}

/// A message before it has a number.
package struct NewDelivery: Hashable, Sendable {
    package var kind: String
    package var event: EventNumber
    package var body: String

    package init(kind: String, event: EventNumber, body: String) {
        self.kind = kind
        self.event = event
        self.body = body
    }
}

/// What came of one attempt to deliver.
package enum DeliveryOutcome: Hashable, Sendable {
    case delivered(status: Int)
    /// Without a status when there was no answer.
    case failed(status: Int?, reason: String)
    /// The receiver says that the address is no more.
    case gone
}
