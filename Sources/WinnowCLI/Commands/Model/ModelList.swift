internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct ModelList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List a queue's model versions, newest first.",
        discussion: """
            Example:
              winnow model list support-tickets
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 20

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit has to be at least 1") }
    }

    func run() async throws {
        let models = try await data.training().models(of: queue, limit: limit)
        try output.console.json(.array(models.map(ModelText.json)))
        guard !models.isEmpty else {
            return output.console.note("There are no models yet; `winnow retrain \(queue)` makes one.")
        }
        var table = TextTable([
            ("version", .right), ("state", .left), ("labels", .right), ("accuracy", .left), ("items", .right),
            ("trained", .left),
        ])
        for model in models {
            table.add([
                "v\(model.version)", model.state.rawValue, NumberText.count(model.labels),
                model.accuracy.map { NumberText.percent($0.value, $0.low, $0.high) } ?? "",
                NumberText.count(model.measuredOn), Moment(model.created).minuteText,
            ])
        }
        try output.console.result(table.text)
    }
}
