internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a queue's model on items that it never learned from.",
        discussion: """
            Measures on the evaluation items: drawn at random when they were imported, labelled by people, kept out of
            training. With --on it measures on a file of labelled records instead; records whose text the model has
            learned from are left out, unless --include-learned is given. Every figure has its 95 % interval.

            Examples:
              winnow evaluate support-tickets
              winnow evaluate support-tickets --on labelled.csv --json
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("Measure this model version; else the promoted one.", valueName: "version"))
    var model: VersionNumber?

    @Option(help: ArgumentHelp("Measure on labelled records of a file; may be given several times.", valueName: "file"))
    var on: [String] = []

    @Flag(help: "With --on: measure also on what the model has learned from.")
    var includeLearned = false

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if on.isEmpty, includeLearned { throw ValidationError("--include-learned matters with --on only") }
        if on.isEmpty, records.isGiven {
            throw ValidationError("how files are read matters with --on only; name the file")
        }
    }

    func run() async throws {
        if on.isEmpty {
            return try show(EvaluationText(try await data.training().evaluation(of: queue, version: model?.number)))
        }
        let predictor = try await data.predictor(queue, version: model?.number)
        let given = GivenRecords(
            try OracleReader(predictor.definition, records, console: output.console).read(on),
            learned: try await predictor.learnedTexts(),
            includesLearned: includeLearned
        )
        guard let evaluation = try await evaluation(predictor, given) else {
            throw Problem(.nothingToMeasureOn, nothing(given))
        }
        try show(EvaluationText(evaluation.figures(of: predictor.model, isOwn: false), given: given))
    }

    private func show(_ text: EvaluationText) throws {
        try output.console.json(text.json)
        try output.console.result(text.text)
    }

    /// Why there is nothing to measure on.
    private func nothing(_ given: GivenRecords) -> String {
        if given.givenCount == 0 { return "no record has a label" }
        return "the model has learned from all \(given.givenCount) labelled records; "
            + "--include-learned measures on them all the same"
    }

    private func evaluation(_ predictor: any Predictor, _ given: GivenRecords) async throws -> QueueEvaluation? {
        let names = predictor.definition.labels.map(\.name)
        return QueueEvaluation(
            try await predictor.probabilities(of: given.entries.map(\.text)),
            on: given.entries.enumerated().map { position, entry in
                QueueEvaluation.Example(text: entry.text, labels: entry.labels.map { names[$0] }, root: Int64(position))
            },
            seed: predictor.definition.seed
        )
    }
}
