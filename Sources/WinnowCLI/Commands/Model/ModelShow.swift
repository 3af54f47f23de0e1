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
        let chosen = model.hyperparameters.sorted { $0.key < $1.key }.map { "\($0.key) \(JSON.real($0.value).text)" }
        table.add([
            "fit",
            (chosen + [NumberText.count(model.iterations, "iteration"), NumberText.seconds(model.seconds)])
                .joined(separator: ", "),
        ])
        if let first = model.epochs.first, let last = model.epochs.last {
            let losses = [first, last].map { NumberText.fixed($0.trainingLoss, 3) }.joined(separator: " to ")
            let held = last.heldOutLoss.map { ", held-out loss \(NumberText.fixed($0, 3))" } ?? ""
            table.add(["epochs", "\(NumberText.count(model.epochs.count)), training loss \(losses)\(held)"])
        }
        for remark in model.remarks { table.add(["remark", remark]) }
        table.add(["features", model.features])
        table.add(["checksum", model.checksum])
        return table.text + "\n\n" + definition.dropLast()
    }
}
