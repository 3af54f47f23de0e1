internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a queue's model on items that it never learned from.",
        discussion: """
            Measures on the evaluation items: drawn at random when they were imported, labelled by people, kept out of
            training. With --on it measures on a file of labelled records instead. Every figure has its 95 % interval.

            Examples:
              winnow evaluate support-tickets
              winnow evaluate support-tickets --on labelled.csv --json
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("Measure this model version; else the promoted one.", valueName: "version"))
    var model: Int?

    @Option(help: ArgumentHelp("Measure on labelled records of a file; may be given several times.", valueName: "file"))
    var on: [String] = []

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if on.isEmpty, records.isGiven {
            throw ValidationError("how files are read matters with --on only; name the file")
        }
    }

    func run() async throws {
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let index = try await installation.index(of: queue)
        let model = try await installation.model(model, of: queue, index: index)
        let evaluation =
            on.isEmpty
            ? try await ownItems(model, queue, index, installation) : try file(model, queue, index: index)
        guard let evaluation else {
            throw Problem(
                .nothingToDo,
                "nothing-to-measure-on",
                on.isEmpty
                    ? "none of the \(index.entries.count { $0.isEvaluation }) evaluation items is labelled yet; "
                        + "labelling serves them by itself, a share of evaluation.share of the time"
                    : "no record has a label"
            )
        }
        let text = EvaluationText(evaluation, model: model.version)
        try output.console.json(text.json)
        try output.console.result(text.text)
    }

    private func ownItems(
        _ model: QueueModel,
        _ queue: Queue,
        _ index: ItemIndex,
        _ installation: Installation
    ) async throws -> QueueEvaluation? {
        let history = try await installation.history(of: queue)
        return try await QueueEvaluation(
            model,
            of: queue,
            index: index,
            standing: history.standing(at: history.lastEvent),
            store: installation.store
        )
    }

    private func file(_ model: QueueModel, _ queue: Queue, index: ItemIndex) throws -> QueueEvaluation? {
        let entries = try OracleReader(queue.definition, records, console: output.console).read(on)
        let names = queue.definition.labels.map(\.name)
        return try QueueEvaluation(
            model,
            on: entries.enumerated().map { position, entry in
                QueueEvaluation.Example(text: entry.text, labels: entry.labels.map { names[$0] }, root: Int64(position))
            },
            seed: queue.definition.seed
        )
    }
}
