internal import ArgumentParser
internal import WinnowDomain

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
        let model = try await data.training().train(queue, insisting: force, wait: wait)
        try output.console.json(ModelText.json(model))
        try output.console.result("Trained \(ModelText.line(model))")
    }
}
