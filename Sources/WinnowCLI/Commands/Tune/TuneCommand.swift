internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowLearning

struct TuneCommand: HereCommand {
    static let whyHere =
        "it computes on the machine that it runs on, so run it where the data folder is, also beside a running server"

    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Search for a classifier and hyperparameters that suit a queue's labels better.",
        discussion: """
            Compares by cross-validation on what is labelled: five folds that keep items of one root together and spread
            each label. A trial that is worse than most ends early. The queue's present settings are always among those
            compared. Nothing is changed: the result are lines for the queue file, for `winnow queue update`.

            The figures are good for comparing trials and no measure of quality: a strategy chose the items that they are
            measured on. `winnow evaluate` measures.

            \(placeText)

            Examples:
              winnow tune support-tickets
              winnow tune support-tickets --trials 100 --classifiers logistic-regression,linear-svm
              winnow tune support-tickets --last
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("Configurations to try beside the present one.", valueName: "n"))
    var trials = 40

    @Option(
        help: ArgumentHelp(
            "How to search: parzen (like the better trials), random, or grid (--trials of it, spread evenly).",
            valueName: "way"
        ),
        completion: .list(ModelSelection.Method.allCases.map(\.rawValue)),
        transform: Self.method
    )
    var by = ModelSelection.Method.parzen

    @Option(
        help: ArgumentHelp("Classifiers to choose from, separated by commas; else all that can.", valueName: "names")
    )
    var classifiers: String?

    @Flag(help: "Show the last search again; compute nothing.")
    var last = false

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    private static func method(_ text: String) throws -> ModelSelection.Method {
        if let method = ModelSelection.Method(rawValue: text) { return method }
        let ways = ModelSelection.Method.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--by is \"\(text)\"; there are \(ways)")
    }

    func validate() throws {
        try refuseServer()
        guard (1...10_000).contains(trials) else {
            throw ValidationError("--trials has to be a number from 1 to 10000")
        }
    }

    func run() async throws {
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        if last {
            guard let record = TuningRecord.last(in: installation.folder, queue: queue.id) else {
                throw Problem(.notPossible, "the queue \(queue.name) was not searched yet; leave out --last")
            }
            if record.definition != queue.definition {
                output.console.note("the queue was changed since this search; search again for the queue as it is")
            }
            return try show(record)
        }
        let kinds = try ClassifierList.kinds(classifiers, for: queue.definition)
        let record = try await search(queue, kinds, installation)
        // What took long to compute is shown whatever becomes of the file.
        try show(record)
        try record.store(in: installation.folder, queue: queue.id)
    }

    private func search(
        _ queue: Queue,
        _ kinds: [ClassifierDefinition.Kind],
        _ installation: Installation
    ) async throws -> TuningRecord {
        let history = try await installation.history(of: queue)
        let index = try await installation.index(of: queue)
        let data = LearningData(history.standing(at: history.lastEvent), queue: queue, index: index)
        guard data.training.count >= 10 else {
            throw Problem(
                .tooFewLabels,
                "the queue \(queue.name) has \(NumberText.count(data.training.count, "label")) to learn from; "
                    + "a search needs 10"
            )
        }
        let chosen = try await installation.store.promotedModel(of: queue.id)?.summary.hyperparameters
        let tuning = QueueTuning(
            queue,
            features: try await installation.features(of: queue, index: index),
            data: data,
            kinds: kinds,
            chosen: chosen ?? [:]
        )
        let (by, trials) = (by, trials)
        let progress = ProgressLine("trying", console: output.console)
        defer { progress.finish() }
        let outcome = try await TrainingExecutor.onDemand.perform {
            var count = 0
            return tuning.run(by: by, trialCount: trials, seed: queue.definition.seed) { _, total in
                count += 1
                progress.show(Double(count) / Double(total), "\(count) of \(total) trials")
            }
        }
        progress.finish()
        guard let outcome, let proposed = tuning.definition(of: outcome.trials[outcome.best]) else {
            throw nothingToCompare(tuning)
        }
        return TuningRecord(
            at: installation.clock.now(),
            event: history.lastEvent,
            labelCount: data.training.count,
            method: by,
            seed: queue.definition.seed,
            outcome: outcome,
            definition: queue.definition,
            proposed: proposed
        )
    }

    private func nothingToCompare(_ tuning: QueueTuning) -> Problem {
        Problem(
            .tooFewLabels,
            tuning.labelCount < 2
                ? "all labelled items have the same label, so there is nothing to compare yet"
                : "the labelled items cannot be split into five parts of which each has labels that the others have too; "
                    + "label more items of each label"
        )
    }

    private func show(_ record: TuningRecord) throws {
        try output.console.json(TuningText.json(record))
        try output.console.result(TuningText.text(record))
    }
}
