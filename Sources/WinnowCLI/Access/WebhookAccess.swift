internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowServer

/// What the commands of webhooks ask of their place.
protocol WebhookAccess: Sendable {
    func webhooks() async throws -> [WebhookDocument]
    func add(_ wish: NewWebhookRequest) async throws -> NewWebhookReply
    func setState(_ state: Webhook.State, of webhook: Int64) async throws -> WebhookDocument
    /// Newest first.
    func deliveries(of webhook: Int64, in state: Delivery.State?, limit: Int) async throws -> [DeliveryDocument]
    func ping(_ webhook: Int64) async throws -> DeliveryDocument
    /// - Parameter delivery: nil for all that were given up.
    /// - Returns: How many are sent again.
    func redeliver(_ delivery: Int64?, of webhook: Int64) async throws -> Int
}

extension DataOptions {
    func webhooks() throws -> any WebhookAccess {
        switch try place {
        case .folder:
            let installation = try open()
            return LocalWebhooks(desk: WebhookDesk(store: installation.store, clock: installation.clock))
        case .server(let client): return RemoteWebhooks(client: client)
        }
    }
}

struct LocalWebhooks: WebhookAccess {
    let desk: WebhookDesk

    func webhooks() async throws -> [WebhookDocument] { try await desk.webhooks() }

    func add(_ wish: NewWebhookRequest) async throws -> NewWebhookReply { try await desk.add(wish) }

    func setState(_ state: Webhook.State, of webhook: Int64) async throws -> WebhookDocument {
        try await desk.setState(state, of: WebhookID(webhook))
    }

    func deliveries(of webhook: Int64, in state: Delivery.State?, limit: Int) async throws -> [DeliveryDocument] {
        try await desk.deliveries(of: WebhookID(webhook), in: state, limit: limit)
    }

    func ping(_ webhook: Int64) async throws -> DeliveryDocument { try await desk.ping(WebhookID(webhook)) }

    func redeliver(_ delivery: Int64?, of webhook: Int64) async throws -> Int {
        try await desk.redeliver(delivery.map { DeliveryID($0) }, of: WebhookID(webhook))
    }
}

struct RemoteWebhooks: WebhookAccess {
    let client: APIClient

    func webhooks() async throws -> [WebhookDocument] { try await client.webhooks() }

    func add(_ wish: NewWebhookRequest) async throws -> NewWebhookReply { try await client.addWebhook(wish) }

    func setState(_ state: Webhook.State, of webhook: Int64) async throws -> WebhookDocument {
        try await client.changeWebhook(webhook, WebhookChangeRequest(state: state))
    }

    func deliveries(of webhook: Int64, in state: Delivery.State?, limit: Int) async throws -> [DeliveryDocument] {
        try await client.deliveries(of: webhook, in: state, limit: limit)
    }

    func ping(_ webhook: Int64) async throws -> DeliveryDocument { try await client.ping(webhook) }

    func redeliver(_ delivery: Int64?, of webhook: Int64) async throws -> Int {
        try await client.redeliver(webhook, RedeliveryRequest(delivery: delivery)).deliveries
    }
}
