internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct CounterfactualListCommand: HereCommand {
    static let whyHere = "pairs are listed by `GET /api/v1/queues/QUEUE/counterfactuals` there"

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List a queue's pairs, newest first.",
        discussion: """
            \(placeText)

            Example:
              winnow counterfactual list reviews --state disputed
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(
        help: ArgumentHelp("Only those that are draft, validated, accepted, disputed or rejected.", valueName: "state")
    )
    var state: String?

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 20

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let state = try CounterfactualStateArgument.state(state)
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let desk = CounterfactualDesk(queue: queue, store: installation.store, clock: installation.clock)
        let all = try await CounterfactualList(of: desk).entries.filter { state == nil || $0.state == state }
        let shown = Array(all.prefix(max(1, limit)))
        let items = try await installation.store.items(Set(shown.map(\.counterfactual.parent)).sorted())
        let ids = Dictionary(items.map { ($0.id, $0.externalID) }, uniquingKeysWith: { first, _ in first })
        func name(_ label: LabelID) -> String { queue.label(label)?.name ?? "?" }
        try output.console.json(
            .array(
                shown.map { entry in
                    .members([
                        "id": .integer(entry.counterfactual.id.rawValue), "state": .string(entry.state.rawValue),
                        "kind": .string(entry.counterfactual.kind.rawValue),
                        "item": .string(ids[entry.counterfactual.parent] ?? ""),
                        "label": .string(name(entry.counterfactual.source)),
                        "target": .string(name(entry.counterfactual.target)),
                        "distance": .integer(entry.counterfactual.edit.distance),
                        "tokens": .integer(entry.counterfactual.edit.tokenCount),
                    ])
                }
            )
        )
        guard !shown.isEmpty else { return output.console.note("There are no such pairs yet.") }
        var table = TextTable([
            ("number", .right), ("state", .left), ("item", .left), ("from", .left), ("to", .left), ("edited", .right),
        ])
        for entry in shown {
            let one = entry.counterfactual
            table.add([
                "\(one.id)", entry.isImpossible ? "cannot be flipped" : entry.state.rawValue, ids[one.parent] ?? "",
                name(one.source), name(one.target), "\(one.edit.distance) of \(one.edit.tokenCount) words",
            ])
        }
        try output.console.result(table.text)
        if all.count > shown.count {
            output.console.note("\(NumberText.count(all.count - shown.count, "older pair")) not shown; see --limit.")
        }
    }
}

/// The words of `--state`.
enum CounterfactualStateArgument {
    static func state(_ text: String?) throws -> CounterfactualState? {
        guard let text else { return nil }
        if let state = CounterfactualState(rawValue: text) { return state }
        let states = CounterfactualState.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem.usage("--state is \"\(text)\"; it can be \(states)")
    }
}
