internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowExchange

struct QueueShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one queue: its state, or its definition as a file.",
        discussion: """
            Examples:
              winnow queue show support-tickets
              winnow queue show support-tickets --definition > support-tickets.yaml
              winnow queue show support-tickets --label-studio > config.xml
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Flag(help: "Print the definition as a queue file, with every default written out.")
    var definition = false

    @Flag(help: "Print the labelling configuration that a Label Studio project needs for exported tasks.")
    var labelStudio = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if labelStudio, definition || output.json {
            throw ValidationError("--label-studio prints nothing but the configuration")
        }
    }

    func run() async throws {
        let queue = try await data.queues().queue(named: queue)
        let file = queue.definition ?? ""
        if definition, !output.json { return try output.console.result(String(file.dropLast())) }
        if labelStudio {
            let config = LabelStudioConfig(try QueueFileLoader.definition(of: queue))
            return try output.console.result(String(config.text.dropLast()))
        }
        let uses = queue.labels.map { label in
            JSON.Member(label, queue.uses.map { .integer($0[label] ?? 0) } ?? .null)
        }
        try output.console.json(
            QueueText.state(
                queue,
                with: [
                    JSON.Member("uses", .object(uses)),
                    JSON.Member("model", queue.model.map(ModelText.json) ?? .null),
                    JSON.Member("definition", .string(file)),
                ]
            )
        )
        try output.console.result(try text(queue, try QueueFileLoader.definition(of: queue)))
    }

    private func text(_ queue: QueueDocument, _ definition: QueueDefinition) throws -> String {
        var table = TextTable([("", .left), ("", .left)])
        table.add(["queue", "\(queue.name) (\(queue.title))"])
        table.add(["items", NumberText.count(queue.items)])
        let left = queue.items - queue.finished
        table.add(["finished", "\(NumberText.count(queue.finished)), \(NumberText.count(left)) left"])
        let people = NumberText.count(queue.annotators, "annotator")
        table.add(["annotations", "\(NumberText.count(queue.annotations)) by \(people)"])
        table.add(["model", queue.model.map(ModelText.line) ?? "none yet"])
        table.add(["query", "\(definition.query.strategy.rawValue), explore \(definition.query.explore)"])
        table.add(["event", "\(queue.event)"])
        var labels = TextTable([("label", .left), ("annotations", .right)])
        for label in queue.labels {
            labels.add([label, queue.uses.map { NumberText.count($0[label] ?? 0) } ?? "not shown"])
        }
        return table.text + "\n\n" + labels.text
    }
}
