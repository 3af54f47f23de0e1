internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Items for programs: the same lists and histories as the pages.
struct ItemsAPIRoutes: Sendable {
    let desk: ItemsDesk

    private static let usualLimit = 100

    var routes: [Route] {
        [
            .api(.get, "/api/v1/queues/:queue/items", .permission(.browse), list),
            .api(.get, "/api/v1/queues/:queue/items/:item", .permission(.browse), show),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let queue = await loop.scheduler.queue
        let names = try await desk.parts.store.annotatorNames()
        let wish = try ItemsRequest(request, limit: Self.usualLimit, queue: queue, names: names)
        let listing = try await desk.listing(wish, in: loop)
        let page = listing.page
        let items = page.rows.compactMap { row -> ListedItem? in
            guard let item = listing.items[row.item] else { return nil }
            return ListedItem(
                id: item.externalID,
                text: ItemDocument(item, queue: queue).text,
                isEvaluation: item.isEvaluation,
                isFinished: row.isFinished,
                isBeingLabelled: listing.held[item.id] != nil,
                score: row.score.map(Double.init),
                likeness: row.likeness.map(Double.init),
                annotations: (listing.standing[item.id] ?? []).map {
                    HistoryEntry($0, queue: queue, names: names, stands: true, reason: nil)
                }
            )
        }
        return try JSONBody.reply(
            ItemListReply(
                items: items,
                next: page.hasNext ? page.last.map(\.description) : nil,
                previous: page.hasPrevious ? page.first.map(\.description) : nil,
                matches: ItemListReply.Matches(count: page.matchCount.value, isExact: page.matchCount.isExact),
                itemCount: page.itemCount,
                searchedCount: page.searchedCount,
                modelVersion: page.modelVersion
            )
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let queue = await loop.scheduler.queue
        let record = try await desk.parts.store.record(of: try ItemAddress.id(request, context), in: queue.id)
        let names = try await desk.parts.store.annotatorNames()
        let browser = await desk.parts.items.browser(of: loop)
        let text = ItemDocument(record.item, queue: queue).text
        let prediction = try await browser.predictor.predict([text])
        return try JSONBody.reply(
            ItemReply(
                id: record.item.externalID,
                text: text,
                data: record.item.data.text,
                meta: record.item.meta?.text,
                isEvaluation: record.item.isEvaluation,
                history: record.annotations.map { annotation in
                    HistoryEntry(
                        annotation,
                        queue: queue,
                        names: names,
                        stands: record.fate(of: annotation) == .stands,
                        reason: annotation.assignment.flatMap { record.assignments[$0]?.reason }
                    )
                },
                score: try await browser.score(of: record.item.id).map(Double.init),
                prediction: (prediction?.rows.first ?? []).map {
                    ItemReply.LabelProbability(label: $0.label, probability: $0.probability)
                },
                modelVersion: prediction?.modelVersion
            )
        )
    }
}

extension HistoryEntry {
    init(
        _ annotation: Annotation,
        queue: Queue,
        names: [AnnotatorID: String],
        stands: Bool,
        reason: ServingReason?
    ) {
        func labels(_ ids: [LabelID]) -> [String] { ids.compactMap { queue.label($0)?.name } }
        self.init(
            annotation,
            annotator: names[annotation.annotator] ?? "?",
            editor: annotation.editor.map { names[$0] ?? "?" },
            labels: labels(annotation.judgement.present),
            absentLabels: labels(annotation.judgement.absent),
            stands: stands,
            reason: reason
        )
    }
}
