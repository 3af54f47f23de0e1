internal import ArgumentParser
internal import WinnowDomain
internal import WinnowQueueFiles

struct QueueShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one queue: its state, or with --definition its file.",
        discussion: """
            Examples:
              winnow queue show support-tickets
              winnow queue show support-tickets --definition > support-tickets.yaml
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Flag(help: "Print the definition as a queue file, with every default written out.")
    var definition = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let store = try data.open().store
        let queue = try await store.queue(named: queue)
        let file = QueueFile.text(for: queue.definition)
        if definition, !output.json { return try output.console.result(String(file.dropLast())) }
        let summary = try await store.summary(of: queue)
        let uses = try await store.labelUses(in: queue)
        let model = try await store.promotedModel(of: queue.id)
        guard case .object(let members) = QueueText.json(summary) else { return }
        try output.console.json(
            .object(
                members + [
                    JSON.Member(
                        "uses",
                        .object(queue.labels.map { JSON.Member($0.name, .integer(uses[$0.name] ?? 0)) })
                    ),
                    JSON.Member("model", model.map { ModelText.json($0) } ?? .null),
                    JSON.Member("definition", .string(file)),
                ]
            )
        )
        try output.console.result(text(summary, uses, model))
    }

    private func text(_ summary: QueueSummary, _ uses: [String: Int], _ model: ModelVersion?) -> String {
        let queue = summary.queue
        var table = TextTable([("", .left), ("", .left)])
        table.add(["queue", "\(queue.name) (\(queue.definition.title))"])
        table.add(["items", NumberText.count(summary.itemCount)])
        let left = summary.itemCount - summary.finishedCount
        table.add(["finished", "\(NumberText.count(summary.finishedCount)), \(NumberText.count(left)) left"])
        let people = NumberText.count(summary.annotatorCount, "annotator")
        table.add(["annotations", "\(NumberText.count(summary.annotationCount)) by \(people)"])
        table.add(["model", model.map(ModelText.line) ?? "none yet"])
        table.add(["query", "\(queue.definition.query.strategy.rawValue), explore \(queue.definition.query.explore)"])
        table.add(["event", "\(summary.lastEvent)"])
        var labels = TextTable([("label", .left), ("annotations", .right)])
        for label in queue.labels { labels.add([label.name, NumberText.count(uses[label.name] ?? 0)]) }
        return table.text + "\n\n" + labels.text
    }
}
