internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange
internal import WinnowServer

struct LocalRecords: RecordAccess {
    let installation: Installation

    func importRecords(
        _ wish: ImportWish,
        progress: @Sendable (String, Double?) -> Void,
        rejected: ([RejectedRecord]) throws -> Void
    ) async throws -> (reply: ImportReply, end: ImportReport.End) {
        let queue = try await installation.store.queue(named: wish.queue)
        var records = try RecordOptions.stream(of: wish.files, wish.records, queue.definition)
        records.passesOverLabels = wish.passesOverLabels
        let (labels, notes) = (records.labels, records.notes)
        let importer = Importer(
            queue: queue,
            store: installation.store,
            clock: installation.clock,
            policy: wish.policy,
            annotator: wish.annotator
        )
        let report = await ImportRun(importer, limits: ImportLimits(errorCount: wish.errorLimit)).run(
            records,
            progress: { totals, fraction in progress("\(NumberText.count(totals.readCount)) records", fraction) },
            rejected: rejected
        )
        return (ImportReply(report, queue: queue, labels: labels, notes: notes), report.end)
    }

    func export(_ wish: ExportWish, to descriptor: Int32, named file: String) async throws -> ExportReport {
        let queue = try await installation.store.queue(named: wish.queue)
        let event = try await installation.store.lastEvent(of: queue.id)
        if let refusal = Exporter.refusal(since: wish.since, last: event, in: queue) {
            throw Problem(.badRequest, refusal)
        }
        let run = ExportRun(
            Exporter(
                queue: queue,
                content: wish.content,
                store: installation.store,
                names: try await installation.store.annotatorNames(),
                since: wish.since
            ),
            upTo: event,
            into: ExportWriter(
                format: wish.format,
                definition: queue.definition,
                sink: ByteSink(descriptor: descriptor, file: file)
            )
        )
        let (totals, losses) = try await run.finish()
        return ExportReport(
            rows: totals.rowCount,
            items: totals.itemCount,
            ties: totals.tieCount,
            event: event,
            losses: losses.lines
        )
    }
}
