internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct ModelRebuildCommand: HereCommand {
    static let whyHere =
        "it writes a file of the data folder, so run it where that is, also beside a running server"

    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Build a model version again from its recipe, and compare.",
        discussion: """
            A model version is a function of its recipe: the labels up to an event, the queue file of that time, a seed.
            The same bytes as before are put back into the data folder; exit code 65 when the recipe gives others now.

            \(placeText)

            Examples:
              winnow model rebuild support-tickets
              winnow model rebuild support-tickets 12 --json
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "The version; else the promoted one.")
    var version: VersionNumber?

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let installation = try data.open()
        let store = installation.store
        let queue = try await store.queue(named: queue)
        let found: ModelVersion? =
            if let version {
                try await store.model(version.number, of: queue.id)
            } else {
                try await store.promotedModel(of: queue.id)
            }
        guard let model = found else { throw ModelAbsence(of: version?.number, in: queue) }
        let rebuild = ModelRebuild(queue: queue, dataFolder: installation.folder, store: store)
        switch try await rebuild.run(model, index: installation.index(of: queue)) {
        case .same:
            try output.console.json(
                .members([
                    "version": .integer(model.number), "outcome": .string("same"),
                    "checksum": .string(model.checksum.description),
                ])
            )
            try output.console.result("Rebuilt v\(model.number): the same bytes as when it was trained.")
        case .different(let reason):
            throw Problem(.modelDiffers, "model v\(model.number) comes out different: \(reason)")
        case .cannot(let reason):
            throw Problem(.modelLost, "model v\(model.number) cannot be built again: \(reason)")
        }
    }
}
