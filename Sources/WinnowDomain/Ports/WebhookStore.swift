/// Where webhooks and their deliveries are kept. One method is one transaction.
///
/// The event log is the outbox: whatever changes a queue writes there in the same transaction, and knows nothing of webhooks.
/// From it deliveries are written down, once for each, and then sent.
package protocol WebhookStore: Sendable {
    /// Those that are not removed.
    func webhooks() async throws -> [Webhook]
    /// - Throws: `StoreError.noSuchWebhook`, also for one that is removed.
    func webhook(_ id: WebhookID) async throws -> Webhook
    /// Adds a webhook; it is told what happens from now on.
    func addWebhook(_ new: NewWebhook, at: Moment) async throws -> Webhook
    /// - Throws: `StoreError.noSuchWebhook`.
    func setState(_ state: Webhook.State, of webhook: WebhookID, at: Moment) async throws -> Webhook

    /// The number of the last event of all; cheap.
    func lastEvent() async throws -> EventNumber
    /// What happened in a queue after an event.
    func happenings(in queue: QueueID, after event: EventNumber, limit: Int) async throws -> Happenings
    /// Whether a queue is finished and the webhook was not told so since it last was not.
    func isNewlyFinished(_ queue: QueueID, for webhook: WebhookID) async throws -> Bool
    /// Writes deliveries down and moves the webhook on; nothing when somebody else did so since.
    func enqueue(
        _ deliveries: [NewDelivery],
        for webhook: WebhookID,
        from: EventNumber,
        to position: EventNumber,
        at: Moment
    ) async throws
    /// Writes down a delivery that no event made.
    func addDelivery(_ new: NewDelivery, to webhook: WebhookID, at: Moment) async throws -> Delivery

    /// Takes the delivery that is due first, of an active webhook to which nothing is being sent.
    func claimDelivery(now: Moment) async throws -> (delivery: Delivery, webhook: Webhook)?
    /// Writes down what came of an attempt; nothing when the lease was lost.
    func settle(_ delivery: Delivery, _ outcome: DeliveryOutcome, next: Moment?, at: Moment) async throws
    /// Newest first.
    func deliveries(of webhook: WebhookID, in state: Delivery.State?, limit: Int) async throws -> [Delivery]
    /// Makes deliveries due again, with all their attempts: one, or all that were given up.
    ///
    /// - Returns: How many.
    /// - Throws: `StoreError.noSuchDelivery`.
    func redeliver(_ delivery: DeliveryID?, of webhook: WebhookID, at: Moment) async throws -> Int
    /// Forgets deliveries that ended before a moment.
    func forgetDeliveries(endedBefore moment: Moment) async throws
}
