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
            let row: [String: Any?] = [
                "name": queue.name,
                "title": queue.definition.title,
                "finished": summary.finishedCount.grouped,
                "items": summary.itemCount.grouped,
                "share": summary.itemCount == 0 ? 0 : 100 * summary.finishedCount / summary.itemCount,
                "model": model?.line,
            ]
            rows.append(row.compactMapValues(\.self))
        }
        return try pages.page("queues", title: "Queues", ["queues": rows, "isEmpty": rows.isEmpty], context)
    }
}
