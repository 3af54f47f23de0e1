internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// Items and labels out: the same bytes as from `winnow export`.
struct ExportRoutes: Sendable {
    let parts: ServerParts
    private let reports = ExportReports()
    /// Of all exports: none of them holds it while its reader is slow.
    private let executor = TrainingExecutor(purpose: "export")

    init(parts: ServerParts) {
        self.parts = parts
    }

    var routes: [Route] {
        [
            .api(.get, "/api/v1/queues/:queue/export", .permission(.export), export),
            .api(.get, "/api/v1/queues/:queue/export/report", .permission(.export), report),
        ]
    }

    /// The queue by its row, not by the loop: after a change of the queue from outside the loop is a moment behind, and the
    /// last event is not.
    private func wish(_ request: Request, _ context: AppContext) async throws -> ExportRequest {
        let queue = try await parts.store.queue(named: try context.text("queue"))
        return try ExportRequest(request, queue: queue, lastEvent: try await parts.store.lastEvent(of: queue.id))
    }

    @Sendable private func export(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await wish(request, context)
        let (tray, logger) = (ByteTray(), context.logger)
        let report = "/api/v1/queues/\(wish.queue.name.pathEscaped)/export/report?\(wish.parameters)"
        return Response(
            status: .ok,
            headers: [
                .contentType: wish.format.mediaType,
                .contentDisposition: "attachment; filename=\"\(wish.fileName)\"",
                .winnowEvent: "\(wish.event)",
                .link: "<\(report)>; rel=\"describedby\"",
            ],
            body: ResponseBody { writer in
                let run = try await wish.run(parts, into: ByteSink { tray.add($0) })
                var isDone = false
                while !isDone {
                    let step: ExportRun<ExportWriter>.Step
                    do {
                        step = try await executor.perform { try await run.advance() }
                    } catch {
                        logger.error(
                            "export broke off",
                            metadata: ["queue": "\(wish.queue.name)", "error": "\(error)"]
                        )
                        // The connection is closed before the end of the body: nobody takes this for a whole file.
                        throw error
                    }
                    if let bytes = tray.take() { try await writer.write(bytes) }
                    guard case .done(let totals, let losses) = step else { continue }
                    reports.keep(wish.report(totals, losses), of: wish)
                    isDone = true
                }
                try await writer.finish(nil)
            }
        )
    }

    @Sendable private func report(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await wish(request, context)
        if let known = reports.report(of: wish) { return try JSONBody.reply(known) }
        let run = try await wish.run(parts, into: ByteSink { _ in })
        let (totals, losses) = try await executor.perform { try await run.finish() }
        let report = wish.report(totals, losses)
        reports.keep(report, of: wish)
        return try JSONBody.reply(report)
    }
}
