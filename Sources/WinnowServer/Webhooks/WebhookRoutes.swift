internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain

/// Webhooks for programs.
struct WebhookRoutes: Sendable {
    let desk: WebhookDesk

    private static let base = "/api/v1/webhooks"

    var routes: [Route] {
        [
            .api(.get, Self.base, .permission(.manageWebhooks), list),
            .api(.post, Self.base, .permission(.manageWebhooks), add),
            .api(.get, "\(Self.base)/:webhook", .permission(.manageWebhooks), show),
            .api(.patch, "\(Self.base)/:webhook", .permission(.manageWebhooks), change),
            .api(.delete, "\(Self.base)/:webhook", .permission(.manageWebhooks), remove),
            .api(.get, "\(Self.base)/:webhook/deliveries", .permission(.manageWebhooks), deliveries),
            .api(.post, "\(Self.base)/:webhook/ping", .permission(.manageWebhooks), ping),
            .api(.post, "\(Self.base)/:webhook/redeliver", .permission(.manageWebhooks), redeliver),
        ]
    }

    private func id(_ context: AppContext) throws -> WebhookID { WebhookID(try context.number("webhook")) }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(WebhooksReply(webhooks: try await desk.webhooks()))
    }

    @Sendable private func add(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(NewWebhookRequest.self, from: request, context)
        let added = try await desk.add(wish)
        var response = try JSONBody.reply(added, status: .created)
        response.headers[.location] = "\(Self.base)/\(added.webhook.id)"
        return response
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(try await desk.webhook(id(context)))
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(WebhookChangeRequest.self, from: request, context)
        return try JSONBody.reply(try await desk.setState(wish.state, of: id(context)))
    }

    @Sendable private func remove(_ request: Request, _ context: AppContext) async throws -> Response {
        try await desk.setState(.removed, of: id(context))
        return Response(status: .noContent)
    }

    @Sendable private func deliveries(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try QueryFields(request, knows: ["state", "limit"])
        let deliveries = try await desk.deliveries(
            of: id(context),
            in: fields.choice("state"),
            limit: fields.whole("limit", in: 1...WebhookDesk.deliveryLimit) ?? 100
        )
        return try JSONBody.reply(DeliveriesReply(deliveries: deliveries))
    }

    @Sendable private func ping(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(try await desk.ping(id(context)), status: .accepted)
    }

    @Sendable private func redeliver(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(RedeliveryRequest.self, from: request, context)
        let count = try await desk.redeliver(wish.delivery.map { DeliveryID($0) }, of: id(context))
        return try JSONBody.reply(RedeliveryReply(deliveries: count), status: .accepted)
    }
}
