internal import ArgumentParser
internal import WinnowDomain
internal import WinnowQueueFiles

struct ModelShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a model version is made of.",
        discussion: """
            Examples:
              winnow model show support-tickets
              winnow model show support-tickets 12 --json
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "The version; else the promoted one.")
    var version: VersionNumber?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let store = try data.open().store
        let queue = try await store.queue(named: queue)
        let found: ModelVersion? =
            if let version {
                try await store.model(version.number, of: queue.id)
            } else {
                try await store.promotedModel(of: queue.id)
            }
        guard let model = found else { throw Problem.noSuchModel(version?.number, queue) }
        guard case .object(let members) = ModelText.json(model) else { return }
        let definition = QueueFile.text(for: model.recipe.definition)
        try output.console.json(.object(members + [JSON.Member("definition", .string(definition))]))
        try output.console.result(text(model, definition))
    }

    private func text(_ model: ModelVersion, _ definition: String) -> String {
        let summary = model.summary
        var table = TextTable([("", .left), ("", .left)])
        table.add(["version", "v\(model.number), \(model.state.rawValue), trained \(model.createdAt.minuteText)"])
        table.add(["labels", "\(NumberText.count(summary.labelledCount)), up to event \(model.recipe.event)"])
        let measured = summary.accuracy.map {
            "\(NumberText.percent($0.value, $0.low, $0.high)) on \(NumberText.count(summary.evaluationCount, "item"))"
        }
        table.add(["accuracy", measured ?? "not measured"])
        table.add([
            "fit",
            "l2 \(summary.l2), \(NumberText.count(summary.iterationCount, "iteration")), \(NumberText.seconds(summary.seconds))",
        ])
        table.add(["features", model.recipe.features.description])
        table.add(["checksum", model.checksum.description])
        return table.text + "\n\n" + definition.dropLast()
    }
}
