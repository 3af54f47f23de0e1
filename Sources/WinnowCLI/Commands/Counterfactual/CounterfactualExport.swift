internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct CounterfactualExport: HereCommand {
    static let whyHere = "pairs are read by `GET /api/v1/queues/QUEUE/counterfactuals` there"

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Give a queue's pairs out.",
        discussion: """
            jsonl has a row a pair with everything that is known of it, as `winnow counterfactual import` reads it. Of
            accepted pairs only, cad is the table of Kaushik et al. (Sentiment, Text, batch_id), and contrast the two tables of
            a contrast set: the originals, and row by row beside them the revised texts (--contrast).

            \(placeText)

            Examples:
              winnow counterfactual export reviews > pairs.jsonl
              winnow counterfactual export reviews --format cad --output pairs.tsv
              winnow counterfactual export reviews --format contrast --output original.tsv --contrast contrast.tsv
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("jsonl, cad or contrast.", valueName: "format"))
    var format = "jsonl"

    @Option(
        help: ArgumentHelp("Only those that are draft, validated, accepted, disputed or rejected.", valueName: "state")
    )
    var state: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; else the standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("With contrast: the file for the revised texts.", valueName: "file"))
    var contrast: String?

    @OptionGroup var data: FolderOptions
    @OptionGroup var common: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        guard let layout = PairExport.Layout(rawValue: format) else {
            throw Problem.usage("--format is \"\(format)\"; it can be jsonl, cad or contrast")
        }
        guard (layout == .contrast) == (contrast != nil), layout != .contrast || output != nil else {
            throw Problem.usage(
                "a contrast set has two files: write --format contrast with --output for the originals and --contrast for the "
                    + "revised texts"
            )
        }
        let state = try CounterfactualStateArgument.state(state)
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let desk = CounterfactualDesk(queue: queue, store: installation.store, clock: installation.clock)
        let file = try OutputFile(path: output)
        let export = PairExport(desk, names: try await installation.store.annotatorNames())
        let other = try contrast.map { try OutputFile(path: $0) }
        let count = try await export.write(layout, state: state) { part, line in
            try Console.write(line, to: (part == .second ? other : nil)?.descriptor ?? file.descriptor)
        }
        try file.finish()
        try other?.finish()
        if layout != .jsonLines, state != nil, state != .accepted {
            common.console.warn("\(layout.rawValue) has accepted pairs only")
        }
        common.console.note("\(NumberText.count(count, "pair"))\(output.map { " to \($0)" } ?? "").")
    }
}
