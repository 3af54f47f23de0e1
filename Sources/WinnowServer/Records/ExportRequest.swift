internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// Which export is asked for. The same one gives the same bytes, whatever happened since.
struct ExportRequest: Hashable, Sendable {
    static let names = ["content", "format", "since", "event"]

    let queue: Queue
    let content: Exporter.Content
    let format: ExportFormat
    let since: EventNumber?
    let event: EventNumber

    /// - Parameter lastEvent: What is shown where the address names no event.
    /// - Throws: `RequestError`.
    init(_ request: Request, queue: Queue, lastEvent: EventNumber) throws {
        let fields = try QueryFields(request, knows: Self.names)
        self.queue = queue
        format = try fields.choice("format") ?? .jsonLines
        content = try fields.choice("content") ?? format.content
        event = try fields.whole("event", in: 0...Int(lastEvent)).map { EventNumber($0) } ?? lastEvent
        since = try fields.whole("since", in: 0...Int.max).map { EventNumber($0) }
        if let refusal = Exporter.refusal(since: since, last: event, in: queue) {
            throw RequestError(.badRequest, refusal)
        }
    }

    func run(_ parts: ServerParts, into sink: sending ByteSink) async throws -> ExportRun<ExportWriter> {
        let exporter = Exporter(
            queue: queue,
            content: content,
            store: parts.store,
            names: try await parts.store.annotatorNames(),
            since: since
        )
        let writer = ExportWriter(format: format, definition: queue.definition, sink: sink)
        return ExportRun(exporter, upTo: event, into: writer)
    }

    func report(_ totals: Exporter.Totals, _ losses: LossReport) -> ExportReport {
        ExportReport(
            rows: totals.rowCount,
            items: totals.itemCount,
            ties: totals.tieCount,
            event: event,
            losses: losses.lines
        )
    }

    /// The parameters that name this export.
    var parameters: String {
        "content=\(content.rawValue)&format=\(format.rawValue)\(since.map { "&since=\($0)" } ?? "")&event=\(event)"
    }

    var fileName: String { "\(queue.name)-\(content.rawValue).\(format.fileEnding)" }
}
