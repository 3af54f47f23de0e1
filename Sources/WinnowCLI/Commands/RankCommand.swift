internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct RankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Show the items that would teach the model most.",
        discussion: """
            Example:
              winnow rank support-tickets --top 20
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("How many items.", valueName: "n"))
    var top = 10

    @Option(help: ArgumentHelp("Rank by another query strategy than the queue's.", valueName: "name"))
    var strategy: String?

    @Option(help: ArgumentHelp("Rank by this model version; else by the promoted one.", valueName: "version"))
    var model: VersionNumber?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if top < 1 { throw ValidationError("--top has to be at least 1") }
    }

    func run() async throws {
        let ranking = try await data.training().ranking(
            of: queue,
            top: top,
            strategy: try strategy.map { try .required($0) },
            version: model?.number
        )
        try output.console.json(json(ranking))
        try output.console.result(text(ranking))
        if ranking.model == nil {
            output.console.note("There is no model yet: this is the order before the first one.")
        }
    }

    private func text(_ ranking: RankingDocument) -> String {
        guard !ranking.items.isEmpty else { return "Nothing is left to label." }
        var table = TextTable([
            ("rank", .right), ("score", .right), ("prediction", .left), ("id", .left), ("text", .left),
        ])
        for entry in ranking.items {
            let best = entry.probabilities.prefix(2).map { "\($0.label) \(NumberText.fixed($0.probability, 2))" }
            table.add([
                "\(entry.rank)", NumberText.fixed(entry.score, 3), best.joined(separator: ", "), entry.id,
                Excerpt.oneLine(entry.text, width: 60),
            ])
        }
        let model = ranking.model.map { "model v\($0)" } ?? "no model"
        return table.text
            + "\n\n\(ranking.strategy), \(model), \(NumberText.count(ranking.pool, "item")) in the pool"
    }

    private func json(_ ranking: RankingDocument) -> JSON {
        .members([
            "queue": .string(ranking.queue),
            "strategy": .string(ranking.strategy),
            "model": ranking.model.map { .integer($0) } ?? .null,
            "pool": .integer(ranking.pool),
            "items": .array(
                ranking.items.map { entry in
                    .members([
                        "rank": .integer(entry.rank),
                        "id": .string(entry.id),
                        "score": .real(entry.score),
                        "probabilities": .object(
                            entry.probabilities.map { JSON.Member($0.label, .real($0.probability)) }
                        ),
                        "text": .string(entry.text),
                    ])
                }
            ),
        ])
    }
}

extension QueryDefinition.Strategy {
    /// A strategy by its id, with or without the version.
    ///
    /// - Throws: `Problem` with the known ones.
    static func required(_ name: String) throws -> Self {
        guard let strategy = Self(named: name) else { throw Problem.usage(unknown(name)) }
        return strategy
    }
}
