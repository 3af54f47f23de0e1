internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange
internal import WinnowServer

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Give the labels or the items out, as `winnow import` reads them.",
        discussion: """
            A row is an annotation, or with --consensus an item with what most of its annotators say, or with --items an
            item without labels. In the format of another tool it is the whole project: every item, with all that is said
            of it. What the format cannot say is reported.

            Examples:
              winnow export support-tickets > labels.jsonl
              winnow export support-tickets --consensus --format csv --output labels.csv
              winnow export support-tickets --format label-studio --output tasks.json
              winnow export support-tickets --since 4711 --output changed.jsonl
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Flag(help: "A row for each labelled item, with the label of the majority.")
    var consensus = false

    @Flag(help: "A row for each item, without labels.")
    var items = false

    @Option(
        help: ArgumentHelp(
            "jsonl, csv, tsv, label-studio, prodigy, doccano, argilla, fasttext, label-sleuth or asreview; else by the name "
                + "of --output, else jsonl.",
            valueName: "format"
        )
    )
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Only the items that have changed since that event, which is the one that an earlier export said it was as of: all "
                + "rows of each, in place of its earlier ones. Exit code 2 when there are none.",
            valueName: "event"
        )
    )
    var since: Int64?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; else the standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var common: OutputOptions

    func validate() throws {
        if consensus, items { throw ValidationError("--consensus and --items exclude each other") }
        if let since, since < 0 { throw ValidationError("--since is the number of an event, 0 or more") }
        if common.json, output ?? "-" == "-" {
            throw ValidationError("--json reports on a file; name it with --output")
        }
    }

    func run() async throws {
        let format = try chosenFormat()
        let place = try data.records()
        let file = try OutputFile(path: output)
        let report = try await place.export(
            ExportWish(
                queue: queue,
                content: consensus ? .consensus : items ? .items : format.content,
                format: format,
                since: since
            ),
            to: file.descriptor,
            named: output ?? "standard output"
        )
        if let since, report.rows == 0 {
            throw Problem(.nothingNew, "nothing that \(queue) would export has changed since event \(since)")
        }
        try file.finish()
        try show(report)
    }

    private func chosenFormat() throws -> ExportFormat {
        guard let name = format else {
            let named = output.flatMap { FileForm(fileName: $0) } ?? .jsonLines
            guard let format = ExportFormat(named), output?.hasSuffix(".gz") != true else {
                throw Problem.usage(
                    "\(output ?? "") would be no file of its name: an export is jsonl, csv or tsv, not compressed; "
                        + "name it so, or say the --format"
                )
            }
            return format
        }
        guard let format = ExportFormat(rawValue: name) else {
            let names = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.usage("--format is \"\(name)\"; it can be \(names)")
        }
        return format
    }

    private func show(_ report: ExportReport) throws {
        for line in report.losses { common.console.warn(line) }
        if report.ties > 0 {
            let items = NumberText.count(report.ties, "item")
            common.console.note("\(items) without a label: the annotators are evenly split")
        }
        let target = output.map { " to \($0)" } ?? ""
        common.console.note(
            "\(NumberText.count(report.rows, "row")) of \(NumberText.count(report.items, "item"))\(target), "
                + "as of event \(report.event)"
        )
        try common.console.json(
            .members([
                "rows": .integer(report.rows),
                "items": .integer(report.items),
                "ties": .integer(report.ties),
                "event": .integer(report.event),
                "losses": .array(report.losses.map { .string($0) }),
            ])
        )
    }
}
