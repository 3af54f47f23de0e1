internal import ArgumentParser
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
        let store = try data.open().store
        var summaries: [QueueSummary] = []
        for queue in try await store.queues() { summaries.append(try await store.summary(of: queue)) }
        try output.console.json(.array(summaries.map(QueueText.json)))
        if summaries.isEmpty { output.console.note("There are no queues yet; `winnow queue create FILE` makes one.") }
        guard !summaries.isEmpty else { return }
        var table = TextTable([
            ("queue", .left), ("items", .right), ("finished", .right), ("annotations", .right), ("models", .right),
            ("title", .left),
        ])
        for summary in summaries {
            table.add([
                summary.queue.name, NumberText.count(summary.itemCount), NumberText.count(summary.finishedCount),
                NumberText.count(summary.annotationCount), NumberText.count(summary.modelCount),
                summary.queue.definition.title,
            ])
        }
        try output.console.result(table.text)
    }
}
