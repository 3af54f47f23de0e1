internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

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
        let reply = try await data.training().model(version?.number, of: queue)
        guard case .object(let members) = ModelText.json(reply.model) else { return }
        try output.console.json(.object(members + [JSON.Member("definition", .string(reply.definition))]))
        try output.console.result(text(reply.model, reply.definition))
    }

    private func text(_ model: ModelDocument, _ definition: String) -> String {
        var table = TextTable([("", .left), ("", .left)])
        table.add([
            "version", "v\(model.version), \(model.state.rawValue), trained \(Moment(model.created).minuteText)",
        ])
        table.add(["labels", "\(NumberText.count(model.labels)), up to event \(model.event)"])
        let measured = model.accuracy.map {
            "\(NumberText.percent($0.value, $0.low, $0.high)) on \(NumberText.count(model.measuredOn, "item"))"
        }
        table.add(["accuracy", measured ?? "not measured"])
        table.add([
            "fit",
            "l2 \(model.l2), \(NumberText.count(model.iterations, "iteration")), \(NumberText.seconds(model.seconds))",
        ])
        table.add(["features", model.features])
        table.add(["checksum", model.checksum])
        return table.text + "\n\n" + definition.dropLast()
    }
}
