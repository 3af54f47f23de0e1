internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct QueueList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the queues and how far they are.",
        discussion: """
            Example:
              winnow queue list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let queues = try await data.queues().queues()
        try output.console.json(.array(queues.map { QueueText.state($0) }))
        if queues.isEmpty { output.console.note("There are no queues yet; `winnow queue create FILE` makes one.") }
        guard !queues.isEmpty else { return }
        var table = TextTable([
            ("queue", .left), ("items", .right), ("finished", .right), ("annotations", .right), ("models", .right),
            ("title", .left),
        ])
        for queue in queues {
            table.add([
                queue.name, NumberText.count(queue.items), NumberText.count(queue.finished),
                NumberText.count(queue.annotations), NumberText.count(queue.models), queue.title,
            ])
        }
        try output.console.result(table.text)
    }
}
