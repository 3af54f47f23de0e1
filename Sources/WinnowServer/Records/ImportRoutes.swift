internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// Records in: the same import as `winnow import`, from the body of a request.
struct ImportRoutes: Sendable {
    let parts: ServerParts
    /// Each of them has a thread that reads, and a megabyte or two.
    private let turnstile = Turnstile(limit: 8, of: "imports")

    private static let names = RecordsRequest.names + ["on-conflict", "labels", "annotator", "max-errors"]

    init(parts: ServerParts) {
        self.parts = parts
    }

    var routes: [Route] {
        [.api(.post, "/api/v1/queues/:queue/items", .permission(.importItems), bodyLimit: nil, importRecords)]
    }

    @Sendable private func importRecords(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try QueryFields(request, knows: Self.names)
        let wish = try RecordsRequest(request, fields)
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let queue = await loop.scheduler.queue
        let annotator = fields.text("annotator") ?? "import"
        if let refusal = AnnotatorName.refusal(annotator) { throw RequestError(.badRequest, refusal) }
        let importer = Importer(
            queue: queue,
            store: parts.store,
            clock: parts.clock,
            policy: try fields.choice("on-conflict") ?? .fail,
            annotator: annotator
        )
        let limits = ImportLimits(errorCount: try fields.whole("max-errors", in: 0...Int.max))
        let pipe = BodyPipe(name: wish.name)
        let source = ByteSource(name: wish.name, totalByteCount: wish.byteCount) { buffer throws(ExchangeError) in
            try pipe.read(into: buffer)
        }
        var records = try RecordStream([source], wishes: wish.wishes, definition: queue.definition)
        records.passesOverLabels = try fields.flag("labels") == false
        let (labels, notes) = (records.labels, records.notes)
        try turnstile.enter()
        defer { turnstile.leave() }
        // What carries, and what tells the loop, ends when the import does.
        let (carrying, telling) = (
            Task { await pipe.carry(request.body, byteCount: wish.byteCount) }, Task { await tell(loop) },
        )
        let report = await ImportRun(importer, limits: limits).run(records)
        pipe.close()
        carrying.cancel()
        telling.cancel()
        await carrying.value
        await loop.coordinator.changedOutside()
        // What is asked of a server that ends is neither its fault nor the client's.
        try Task.checkCancellation()
        let reply = ImportReply(report, queue: queue, labels: labels, notes: notes)
        return try answer(reply, report.end, isBrokenOff: pipe.isBrokenOff, context)
    }

    /// Items that are stored are handed out while the import goes on.
    private func tell(_ loop: QueueLoops.Loop) async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { await loop.coordinator.changedOutside() }
    }

    private func answer(
        _ reply: ImportReply,
        _ end: ImportReport.End,
        isBrokenOff: Bool,
        _ context: AppContext
    ) throws -> Response {
        let problem: RequestError
        switch end {
        case .complete: return try JSONBody.reply(reply)
        case .tooManyErrors(let limit):
            problem = RequestError(
                .tooManyErrors,
                "\(reply.rejected) bad record\(reply.rejected == 1 ? "" : "s"), and max-errors is \(limit): the import "
                    + "stopped there; what came before it is stored"
            )
        case .cancelled: throw CancellationError()
        case .failed where isBrokenOff:
            problem = RequestError(.badRequest, "the body was cut off; what came before it is stored")
        case .failed(let error): problem = RequestError(error)
        }
        if problem.code.httpStatus >= 500 {
            context.logger.error("import failed", metadata: ["error": "\(end)", "queue": "\(reply.queue)"])
        }
        var response = try JSONBody.reply(
            ImportProblem(problem.document(instance: context.requestID), report: reply),
            status: HTTPResponse.Status(code: problem.code.httpStatus)
        )
        response.headers[.contentType] = ProblemDocument.mediaType
        if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
        return response
    }
}
