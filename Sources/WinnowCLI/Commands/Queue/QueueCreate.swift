internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct QueueCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a queue from its file.",
        discussion: """
            Example:
              winnow queue create queues/support-tickets.yaml

            Makes the data folder too if there is none. Creating the same queue again changes nothing.
            """
    )

    @Argument(help: "The queue file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: "The queue's name; else that of the file.")
    var name: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let name = try QueueFileLoader.queueName(self.name, path: file)
        let definition = try QueueFileLoader.definition(file, console: output.console)
        let queues = try data.queues(.orNew)
        do {
            let made = try await queues.createQueue(named: name, definition: definition)
            try report(made.queue, isNew: made.isNew)
            data.warnOfMissingEncoders(definition, output.console)
        } catch  where Problem(error)?.code == .queueExists {
            throw Problem(
                .queueExists,
                "there is a queue \"\(name)\" already, with another definition; "
                    + "`winnow queue update \(name) \(ShellWord.path(file))` changes it, --name makes another one"
            )
        }
    }

    private func report(_ queue: QueueDocument, isNew: Bool) throws {
        let console = output.console
        try console.json(QueueText.json(queue, with: ["created": .boolean(isNew)]))
        try console.result(
            isNew
                ? "Created the queue \(queue.name)." : "The queue \(queue.name) is there already, with this definition."
        )
        if isNew { console.note("Next: winnow import \(queue.name) FILE") }
    }
}
