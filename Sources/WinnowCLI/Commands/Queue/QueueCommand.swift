internal import ArgumentParser

struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Define, change and look at queues.",
        discussion: "A queue is one labelling job, defined by a YAML file: docs/queue-file.md.",
        subcommands: [
            QueueInit.self, QueueCheck.self, QueueCreate.self, QueueUpdate.self, QueueList.self, QueueShow.self,
        ]
    )
}
