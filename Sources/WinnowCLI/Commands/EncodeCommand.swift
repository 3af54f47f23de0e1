internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct EncodeCommand: HereCommand {
    static let whyHere = "a server encodes by itself, as soon as items come"

    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Encode a queue's items now, instead of when they are needed.",
        discussion: """
            For queues whose features name an encoder. A server does it in the background, and `winnow retrain` does it first;
            this does it alone, for example at night. What is encoded once is never encoded again, and a run that is stopped
            goes on where it was. Exit code 2 when nothing is left to encode.

            \(placeText)

            Example:
              winnow encode support-tickets
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        guard !queue.definition.features.encoders.isEmpty else {
            throw Problem(
                .notPossible,
                "the features of \(queue.name) name no encoder; add one as in `- {id: encoder.v1, model: all-MiniLM-L6-v2}`"
            )
        }
        let index = try await installation.index(of: queue)
        let progress = ProgressLine("encoding", console: output.console)
        defer { progress.finish() }
        let pass = EncodingPass(
            queue: queue,
            index: index.entries,
            items: installation.store,
            dataFolder: installation.folder
        )
        let summary = try await TrainingExecutor.onDemand.perform {
            try await pass.run { state in
                progress.show(
                    Double(state.doneCount) / Double(max(state.itemCount, 1)),
                    "\(NumberText.count(state.doneCount)) of \(NumberText.count(state.itemCount, "item"))"
                )
                return true
            }
        }
        progress.finish()
        for (name, count) in summary.cutCounts.sorted(by: { $0.key < $1.key }) where count > 0 {
            output.console.warn(
                "\(NumberText.count(count, "text is", "texts are")) longer than \(name) reads, and the rest was left out; "
                    + "`rest: chunk` reads all of them"
            )
        }
        guard summary.madeCount > 0 else {
            throw Problem(.nothingNew, "all \(NumberText.count(index.count, "item")) of \(queue.name) are encoded")
        }
        try output.console.json(
            .members([
                "queue": .string(queue.name), "encoded": .integer(summary.madeCount), "items": .integer(index.count),
            ])
        )
        try output.console.result("Encoded \(NumberText.count(summary.madeCount, "item")) of \(queue.name)")
    }
}
