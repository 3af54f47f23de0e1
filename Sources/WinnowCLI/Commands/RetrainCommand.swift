internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct RetrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrain",
        abstract: "Train a queue's model on what was labelled since the last one.",
        discussion: """
            Made for cron: exit code 2 when there is too little new to learn (the queue file's initialization.size and
            retrain.after say how much is enough). Safe beside people who label, and beside itself.

            Examples:
              winnow retrain support-tickets
              winnow retrain support-tickets --force --json
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Flag(help: "Train whatever is new.")
    var force = false

    @Option(help: ArgumentHelp("How long to wait for a training that is under way, in seconds.", valueName: "seconds"))
    var wait = 60.0

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard (0...86_400).contains(wait) else { throw Problem.usage("--wait has to be 0 to 86400 seconds") }
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let runner = installation.runner(for: queue)
        // What is new is looked at with the lock in hand: the one who had it before may have learned it.
        let lock = try await runner.lock(patience: .seconds(wait))
        let last = try await installation.store.promotedModel(of: queue.id)
        let history = try await installation.history(of: queue)
        if !force { try checkWorth(queue, history, last) }
        let outcome = try await runner.run(
            TrainingRunner.Snapshot(
                index: try await installation.index(of: queue),
                history: history,
                event: history.lastEvent
            ),
            holding: lock
        )
        try output.console.json(ModelText.json(outcome.version))
        try output.console.result("Trained \(ModelText.line(outcome.version))")
    }

    /// - Throws: `Problem` with exit code 2 when a new model would know hardly more than the last.
    private func checkWorth(_ queue: Queue, _ history: LabelHistory, _ last: ModelVersion?) throws {
        let labelCount = history.labelledItemCount
        if labelCount < queue.definition.initialization.size {
            throw Problem(
                .tooFewLabels,
                "\(NumberText.count(labelCount, "item")) labelled, and the queue wants "
                    + "\(queue.definition.initialization.size) before the first model; --force trains all the same"
            )
        }
        guard let last, last.recipe.definition == queue.definition,
            last.recipe.codeVersion >= Trainer.oldestReadableVersion
        else { return }
        let newCount = LabelHistory.labelCount(history.annotations.suffix(from: history.count(upTo: last.recipe.event)))
        if newCount < max(1, queue.definition.retrain.after) {
            throw Problem(
                .nothingNew,
                "\(NumberText.count(newCount, "new answer")) since model v\(last.number), and the queue wants "
                    + "\(max(1, queue.definition.retrain.after)); --force trains all the same"
            )
        }
    }
}
