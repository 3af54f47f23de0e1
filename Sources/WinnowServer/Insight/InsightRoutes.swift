internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import WinnowDomain
internal import WinnowEngine

/// The insight page of a queue, and its numbers as CSV.
struct InsightRoutes: Sendable {
    let parts: ServerParts
    let pages: Pages

    var routes: [Route] {
        let browse = Route.Access.permission(.browse)
        return [
            .page(.get, "/queues/:queue/insight", browse, show),
            .page(.get, "/queues/:queue/insight/:file", browse, download),
        ]
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await parts.loops.loop(named: context.text("queue"))
        let material = try await InsightMaterial(loop, parts: parts)
        let status = try await QueueStatus(of: loop, store: parts.store, now: material.now)
        var values: [String: Any] = [
            "queue": material.queue.name, "itemsAddress": "/queues/\(material.queue.name.formEscaped)/items",
            "figures": material.figures.map { $0.values(queue: material.queue.name) },
            "status": QueueStatusView(status, now: material.now).values,
        ]
        if let measured = measured(material, promoted: status.model) { values["measured"] = measured }
        values.merge(
            QueueTabs.values(material.queue, at: .insight, for: try context.requireIdentity())
        ) { $1 }
        return try pages.page("insight", title: "Insight · \(material.queue.definition.title)", values, context)
    }

    /// When and with what the heavy figures were computed.
    private func measured(_ material: InsightMaterial, promoted: ModelVersion?) -> String? {
        guard let insight = material.insight else { return nil }
        let age = InsightText.age(material.now.seconds - insight.at.seconds)
        let text = "Measured at model v\(insight.model.number), \(age) ago."
        guard let promoted, promoted.number != insight.model.number else { return text }
        return text + " Now it is v\(promoted.number)"
            + (material.reading.isComputing ? ", whose figures are being computed." : ".")
    }

    @Sendable private func download(_ request: Request, _ context: AppContext) async throws -> Response {
        let file = try context.text("file")
        let loop = try await parts.loops.loop(named: context.text("queue"))
        let material = try await InsightMaterial(loop, parts: parts)
        guard file.hasSuffix(".csv"), let figure = material.figures.first(where: { "\($0.name).csv" == file }) else {
            throw RequestError(
                .noSuchPage,
                "the files are \(material.figures.map { "\($0.name).csv" }.joined(separator: ", "))"
            )
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(figure.name).csv\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: figure.table.csv))
        )
    }
}
