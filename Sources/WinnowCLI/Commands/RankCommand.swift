internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

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
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let index = try await installation.index(of: queue)
        let history = try await installation.history(of: queue)
        let ranking = try await PoolRanking(
            of: queue,
            top: top,
            model: try await chosenModel(queue, index, installation),
            strategy: try strategy.map { try .required($0) },
            index: index,
            standing: history.standing(at: history.lastEvent),
            shelf: installation.shelf(of: queue),
            store: installation.store
        )
        try output.console.json(json(ranking, queue))
        try output.console.result(text(ranking))
        if ranking.modelVersion == nil {
            output.console.note("There is no model yet: this is the order before the first one.")
        }
    }

    /// nil: there is no model at all, and none was asked for.
    private func chosenModel(
        _ queue: Queue,
        _ index: ItemIndex,
        _ installation: Installation
    ) async throws -> QueueModel? {
        if model == nil, try await installation.store.promotedModel(of: queue.id) == nil { return nil }
        return try await installation.model(model?.number, of: queue, index: index)
    }

    private func text(_ ranking: PoolRanking) -> String {
        guard !ranking.entries.isEmpty else { return "Nothing is left to label." }
        var table = TextTable([
            ("rank", .right), ("score", .right), ("prediction", .left), ("id", .left), ("text", .left),
        ])
        for entry in ranking.entries {
            let best = entry.probabilities.prefix(2).map { "\($0.label) \(NumberText.fixed($0.probability, 2))" }
            table.add([
                "\(entry.rank)", NumberText.fixed(entry.score, 3), best.joined(separator: ", "), entry.item.externalID,
                Excerpt.oneLine(entry.text, width: 60),
            ])
        }
        let model = ranking.modelVersion.map { "model v\($0)" } ?? "no model"
        return table.text
            + "\n\n\(ranking.strategy), \(model), \(NumberText.count(ranking.poolCount, "item")) in the pool"
    }

    private func json(_ ranking: PoolRanking, _ queue: Queue) -> JSON {
        .members([
            "queue": .string(queue.name),
            "strategy": .string(ranking.strategy),
            "model": ranking.modelVersion.map { .integer($0) } ?? .null,
            "pool": .integer(ranking.poolCount),
            "items": .array(
                ranking.entries.map { entry in
                    .members([
                        "rank": .integer(entry.rank),
                        "id": .string(entry.item.externalID),
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
