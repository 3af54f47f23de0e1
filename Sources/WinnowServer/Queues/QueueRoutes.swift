internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain

/// Queues for programs: how far they are, new ones, other definitions.
struct QueueRoutes: Sendable {
    let desk: QueueDesk

    /// A queue file of the greatest length, written as JSON.
    private static let fileLimit = 2_200_000

    var routes: [Route] {
        [
            .api(.get, "/api/v1/queues", .signedIn, list),
            .api(.post, "/api/v1/queues", .permission(.defineQueues), bodyLimit: Self.fileLimit, create),
            .api(.get, "/api/v1/queues/:queue", .signedIn, show),
            .api(.patch, "/api/v1/queues/:queue", .permission(.defineQueues), bodyLimit: Self.fileLimit, update),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(try await desk.queues())
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try context.requireIdentity()
        return try JSONBody.reply(try await desk.queue(named: try context.text("queue"), for: identity))
    }

    @Sendable private func create(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(NewQueueRequest.self, from: request, context)
        let reply = try await desk.create(wish, by: try context.requireIdentity())
        return try JSONBody.reply(reply, status: reply.isNew ? .created : .ok)
    }

    @Sendable private func update(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(QueueUpdateRequest.self, from: request, context)
        return try JSONBody.reply(
            try await desk.update(try context.text("queue"), wish, by: try context.requireIdentity())
        )
    }
}
