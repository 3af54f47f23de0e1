package import WinnowAPI
package import WinnowDomain

/// What is done with webhooks, whoever asks.
package struct WebhookDesk: Sendable {
    let store: any WebhookDispatcher.Store
    let clock: any WallClock

    /// Deliveries that are shown at most.
    package static let deliveryLimit = 1_000

    package init(store: any WebhookDispatcher.Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// - Throws: `StoreError.noSuchQueue`, `WebhookError`.
    package func add(_ wish: NewWebhookRequest) async throws -> NewWebhookReply {
        let queue = try await store.queue(named: wish.queue)
        let allowsPrivate = wish.allowsPrivate ?? false
        let address = try WebhookAddress(wish.url, allowsPrivate: allowsPrivate)
        let kinds = Set(wish.kinds ?? Webhook.Kind.allCases)
        if kinds.isEmpty { throw WebhookError.noKinds }
        guard let secret = wish.secret.map({ WebhookSecret($0) }) ?? .random() else { throw WebhookError.badSecret }
        let new = NewWebhook(
            queue: queue.id,
            url: address.url,
            kinds: kinds,
            secret: secret,
            allowsPrivate: allowsPrivate
        )
        let webhook = try await store.addWebhook(new, at: clock.now())
        return NewWebhookReply(webhook: WebhookDocument(webhook, queue: queue.name), secret: secret.text)
    }

    package func webhooks() async throws -> [WebhookDocument] {
        let names = try await names()
        return try await store.webhooks().map { WebhookDocument($0, queue: names[$0.queue] ?? "") }
    }

    /// - Throws: `StoreError.noSuchWebhook`.
    package func webhook(_ id: WebhookID) async throws -> WebhookDocument {
        try await document(try await store.webhook(id))
    }

    /// - Throws: `StoreError.noSuchWebhook`.
    @discardableResult
    package func setState(_ state: Webhook.State, of id: WebhookID) async throws -> WebhookDocument {
        try await document(try await store.setState(state, of: id, at: clock.now()))
    }

    private func document(_ webhook: Webhook) async throws -> WebhookDocument {
        WebhookDocument(webhook, queue: try await names()[webhook.queue] ?? "")
    }

    private func names() async throws -> [QueueID: String] {
        Dictionary(try await store.queues().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// Newest first.
    ///
    /// - Throws: `StoreError.noSuchWebhook`.
    package func deliveries(
        of id: WebhookID,
        in state: Delivery.State?,
        limit: Int
    ) async throws -> [DeliveryDocument] {
        try await store.deliveries(of: id, in: state, limit: limit).map(DeliveryDocument.init)
    }

    /// Writes a message down that says nothing, to see whether it arrives.
    ///
    /// - Throws: `StoreError.noSuchWebhook`.
    package func ping(_ id: WebhookID) async throws -> DeliveryDocument {
        let webhook = try await store.webhook(id)
        guard let queue = try await store.queues().first(where: { $0.id == webhook.queue }) else {
            throw StoreError.noSuchWebhook(id)
        }
        let ping = WebhookMessages.ping(queue, at: try await store.lastEvent(), clock.now())
        return DeliveryDocument(try await store.addDelivery(ping, to: id, at: clock.now()))
    }

    /// Makes deliveries due again: one, or all that were given up.
    ///
    /// - Returns: How many.
    /// - Throws: `StoreError.noSuchWebhook`, `.noSuchDelivery`.
    package func redeliver(_ delivery: DeliveryID?, of id: WebhookID) async throws -> Int {
        try await store.redeliver(delivery, of: id, at: clock.now())
    }
}
