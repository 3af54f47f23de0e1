internal import Hummingbird
internal import WinnowDomain
internal import WinnowEngine

/// The front page: the queues and how they are doing.
struct QueueListRoutes: Sendable {
    let parts: ServerParts
    let pages: Pages

    var routes: [Route] { [.page(.get, "/", .signedIn, list)] }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try context.requireIdentity()
        var rows: [[String: Any]] = []
        for queue in try await parts.store.queues() {
            var row: [String: Any] = ["name": queue.name, "title": queue.definition.title]
            row.merge(try await status(of: queue)) { $1 }
            let links = QueueTabs.values(queue, at: nil, for: identity, always: true)
            row["links"] = links["tabs"]
            row["address"] = (links["tabs"] as? [[String: Any]])?.first?["address"]
            rows.append(row)
        }
        return try pages.page("queues", title: "Queues", ["queues": rows, "isEmpty": rows.isEmpty], context)
    }

    /// One queue that cannot be opened does not take the others along.
    private func status(of queue: Queue) async throws -> [String: Any] {
        do {
            let loop = try await parts.loops.loop(named: queue.name)
            let now = parts.clock.now()
            return QueueStatusView(try await QueueStatus(of: loop, store: parts.store, now: now), now: now).values
        } catch let error as StoreError {
            return ["trouble": "The queue cannot be opened: \(error.description)", "isBad": true]
        }
    }
}
