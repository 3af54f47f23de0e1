internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Give the labels or the items out, as `winnow import` reads them.",
        discussion: """
            A row is an annotation, or with --consensus an item with what most of its annotators say, or with --items an
            item without labels. What the format cannot say is reported.

            Examples:
              winnow export support-tickets > labels.jsonl
              winnow export support-tickets --consensus --format csv --output labels.csv
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Flag(help: "A row for each labelled item, with the label of the majority.")
    var consensus = false

    @Flag(help: "A row for each item, without labels.")
    var items = false

    @Option(help: ArgumentHelp("jsonl, csv or tsv; else by the name of --output, else jsonl.", valueName: "format"))
    var format: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; else the standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var common: OutputOptions

    func validate() throws {
        if consensus, items { throw ValidationError("--consensus and --items exclude each other") }
        if common.json, output ?? "-" == "-" {
            throw ValidationError("--json reports on a file; name it with --output")
        }
    }

    func run() async throws {
        let format = try chosenFormat()
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let event = try await installation.store.lastEvent(of: queue.id)
        let file = try OutputFile(path: output)
        let run = ExportRun(
            Exporter(
                queue: queue,
                content: consensus ? .consensus : items ? .items : .annotations,
                store: installation.store,
                names: try await installation.store.annotatorNames()
            ),
            upTo: event,
            into: ExportWriter(
                format: format,
                form: RecordForm(item: queue.definition.item, task: queue.definition.task),
                sink: ByteSink(descriptor: file.descriptor, file: output ?? "standard output")
            )
        )
        let (totals, losses) = try await run.finish()
        try file.finish()
        try report(totals, losses, event)
    }

    private func chosenFormat() throws -> ExportFormat {
        guard let name = format else {
            let named = output.flatMap { RecordFormat(fileName: $0) } ?? .jsonLines
            guard let format = ExportFormat(named), output?.hasSuffix(".gz") != true else {
                throw Problem.usage(
                    "\(output ?? "") would be no file of its name: an export is jsonl, csv or tsv, not compressed; "
                        + "name it so, or say the --format"
                )
            }
            return format
        }
        guard let format = RecordFormat(name: name).flatMap({ ExportFormat($0) }) else {
            throw Problem.usage("--format is \"\(name)\"; it can be jsonl, csv or tsv")
        }
        return format
    }

    private func report(_ totals: Exporter.Totals, _ losses: LossReport, _ event: EventNumber) throws {
        for line in losses.lines { common.console.warn(line) }
        if totals.tieCount > 0 {
            let items = NumberText.count(totals.tieCount, "item")
            common.console.note("\(items) without a label: the annotators are evenly split")
        }
        let target = output.map { " to \($0)" } ?? ""
        common.console.note(
            "\(NumberText.count(totals.rowCount, "row")) of \(NumberText.count(totals.itemCount, "item"))\(target), "
                + "as of event \(event)"
        )
        try common.console.json(
            .members([
                "rows": .integer(totals.rowCount),
                "items": .integer(totals.itemCount),
                "ties": .integer(totals.tieCount),
                "event": .integer(event),
                "losses": .array(losses.lines.map { .string($0) }),
            ])
        )
    }
}
