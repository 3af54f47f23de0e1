internal import Hummingbird
internal import WinnowDomain

/// The front page: the queues and how far they are.
struct QueueListRoutes: Sendable {
    let parts: ServerParts
    let pages: Pages

    var routes: [Route] { [.page(.get, "/", .signedIn, list)] }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        var rows: [[String: Any]] = []
        for queue in try await parts.store.queues() {
            let summary = try await parts.store.summary(of: queue)
            let model = try await parts.store.promotedModel(of: queue.id)
            rows.append([
                "name": queue.name,
                "title": queue.definition.title,
                "finished": summary.finishedCount.grouped,
                "items": summary.itemCount.grouped,
                "share": summary.itemCount == 0 ? 0 : 100 * summary.finishedCount / summary.itemCount,
                "model": model.map { "model v\($0.number)" } as Any,
                "accuracy": model?.summary.accuracy.map { $0.text } as Any,
            ])
        }
        return try pages.page("queues", title: "Queues", ["queues": rows, "isEmpty": rows.isEmpty], context)
    }
}
