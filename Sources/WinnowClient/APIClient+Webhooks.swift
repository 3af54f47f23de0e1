internal import Foundation
package import WinnowAPI
package import WinnowDomain

extension APIClient {
    private static let path = ["api", "v1", "webhooks"]

    private func path(_ webhook: Int64, _ rest: String...) -> [String] { Self.path + ["\(webhook)"] + rest }

    package func webhooks() async throws -> [WebhookDocument] {
        let reply: WebhooksReply = try await get(Self.path)
        return reply.webhooks
    }

    package func addWebhook(_ wish: NewWebhookRequest) async throws -> NewWebhookReply {
        try await send("POST", Self.path, wish)
    }

    package func webhook(_ id: Int64) async throws -> WebhookDocument { try await get(path(id)) }

    package func changeWebhook(_ id: Int64, _ wish: WebhookChangeRequest) async throws -> WebhookDocument {
        try await send("PATCH", path(id), wish)
    }

    package func deliveries(of id: Int64, in state: Delivery.State?, limit: Int) async throws -> [DeliveryDocument] {
        var query = [URLQueryItem(name: "limit", value: "\(limit)")]
        if let state { query.append(URLQueryItem(name: "state", value: state.rawValue)) }
        let reply: DeliveriesReply = try await get(path(id, "deliveries"), query: query)
        return reply.deliveries
    }

    package func ping(_ id: Int64) async throws -> DeliveryDocument {
        try await send("POST", path(id, "ping"), RedeliveryRequest())
    }

    package func redeliver(_ id: Int64, _ wish: RedeliveryRequest) async throws -> RedeliveryReply {
        try await send("POST", path(id, "redeliver"), wish)
    }
}
