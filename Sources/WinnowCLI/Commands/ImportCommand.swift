internal import ArgumentParser
internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring records into a queue, with their labels if they have some.",
        discussion: """
            Reads JSON Lines, CSV, TSV and plain text, also gzipped, also from the standard input, and what Label Studio,
            Prodigy, doccano, Argilla and others write: they are recognised, and it is said. Importing the same file again
            changes nothing. Bad records are named with file, line and reason; the good ones are imported.

            Examples:
              winnow import support-tickets tickets.jsonl
              winnow import reviews a.csv b.csv.gz --map "Review Text=text" --annotator rosa
              winnow import support-tickets tickets.jsonl --no-labels
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "Files of records; else the standard input.", completion: .file())
    var files: [String] = []

    @Option(help: ArgumentHelp("Who gave the labels, where the file does not say it.", valueName: "name"))
    var annotator = "import"

    @Flag(help: "Pass over the labels in the file.")
    var noLabels = false

    @Option(
        help: ArgumentHelp(
            "When an id is taken by other content: fail (report it), keep or replace what is stored.",
            valueName: "policy"
        )
    )
    var onConflict = "fail"

    @Option(
        help: ArgumentHelp(
            "Up to so many bad records are no failure; with more the import stops. Without it, it goes on and exits with 65.",
            valueName: "n"
        )
    )
    var maxErrors: Int?

    @Option(help: ArgumentHelp("Write the bad records' places and reasons here.", valueName: "file"))
    var rejects: String?

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let maxErrors, maxErrors < 0 { throw ValidationError("--max-errors has to be at least 0") }
    }

    func run() async throws {
        guard let policy = ConflictPolicy(rawValue: onConflict) else {
            throw Problem.usage("--on-conflict is \"\(onConflict)\"; it can be fail, keep or replace")
        }
        _ = try (records.wishes.reading(), records.wishes.names())
        let place = try data.records()
        let list = try rejects.map { try OutputFile(path: $0, besides: files) }
        let progress = ProgressLine("importing", console: output.console)
        defer { progress.finish() }
        var listedCount = 0
        let (reply, end) = try await place.importRecords(
            ImportWish(
                queue: queue,
                files: files,
                policy: policy,
                annotator: try AnnotatorName.checked(annotator),
                passesOverLabels: noLabels,
                errorLimit: maxErrors,
                records: records.wishes
            ),
            progress: { detail, fraction in progress.show(fraction, detail) },
            rejected: { rejected in
                guard let list else { return }
                listedCount += rejected.count
                do {
                    try Console.write(rejected.map { "\($0)\n" }.joined(), to: list.descriptor)
                } catch let problem as Problem {
                    throw ImportCommand.cannotKeep(rejects ?? "", problem)
                }
            }
        )
        progress.finish()
        // What was imported is told whatever becomes of the list.
        let kept = Result { try list?.finish() }
        try show(reply)
        if list != nil, listedCount < reply.rejected {
            output.console.warn(
                "the server names the first bad records only, so \(rejects ?? "") is not the whole list"
            )
        }
        for warning in reply.warnings { output.console.warn(warning) }
        try kept.get()
        try conclude(reply, end)
    }

    private static func cannotKeep(_ path: String, _ problem: Problem) -> Problem {
        Problem(
            problem.code,
            "--rejects \(path) cannot be written, so the import ended there: \(problem.message); "
                + "import again with another file: what is stored stays as it is"
        )
    }

    private func show(_ reply: ImportReply) throws {
        let text = ImportText(reply)
        text.showRejected()
        try output.console.json(text.json)
        try output.console.result(text.text)
    }

    private func conclude(_ reply: ImportReply, _ end: ImportReport.End) throws {
        let bad = NumberText.count(reply.rejected, "bad record")
        switch end {
        case .complete where reply.rejected > (maxErrors ?? 0): throw Problem(.badRecords, "\(bad) not imported")
        case .complete: break
        case .tooManyErrors(let limit):
            throw Problem(
                .tooManyErrors,
                "\(bad), and --max-errors is \(limit): the import stopped there; what came before it is stored"
            )
        case .cancelled: throw CancellationError()
        case .failed(let error): throw error
        }
    }
}
