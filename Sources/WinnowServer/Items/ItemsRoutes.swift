internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// The list of a queue's items: search, filters, pages.
struct ItemsRoutes: Sendable {
    let desk: ItemsDesk
    let pages: Pages

    static let rowCount = 50

    var routes: [Route] { [.page(.get, "/queues/:queue/items", .permission(.browse), list)] }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let queue = await loop.scheduler.queue
        let names = try await desk.parts.store.annotatorNames()
        let wish = try ItemsRequest(request, limit: Self.rowCount, queue: queue, names: names)
        let listing = try await desk.listing(wish, in: loop)
        let texts = listing.page.rows.map { row in
            listing.items[row.item].map { ItemDocument($0, queue: queue).text } ?? ""
        }
        let prediction = try await desk.parts.items.browser(of: loop).predictor.predict(texts)
        let view = ItemsView(
            queue: queue,
            wish: wish,
            listing: listing,
            texts: texts,
            names: names,
            prediction: prediction
        )
        var values = view.values
        values.merge(QueueTabs.values(queue, at: .items, for: try context.requireIdentity())) { $1 }
        return try pages.page("items", title: "Items · \(queue.definition.title)", values, context)
    }
}
