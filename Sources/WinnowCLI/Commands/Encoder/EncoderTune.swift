internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine

struct EncoderTune: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Train the last layer of a network on a queue's labels, if that helps.",
        discussion: """
            Small matrices beside the last layer's weights learn from what is labelled (LoRA), and are merged into them: the
            result is an encoder like the other, as fast, that knows the queue. It takes seconds to minutes.

            Before that, cross-validation compares the network with and without them on labelled items that were left out,
            those of one root together. Unless more of these are right and their probabilities are better, both by more than
            the standard error, nothing is written and the exit code is 2. With fewer than 200 labels that is usual; try
            again when there are more.

            The encoder is made of the network as it was fetched, so it can be made again from more labels with --replace.
            Evaluation items are never learned from: `winnow evaluate` stays honest.

            \(placeText)

            Examples:
              winnow encoder tune all-MiniLM-L6-v2 --queue support-tickets
              winnow encoder tune all-MiniLM-L6-v2 --queue support-tickets --replace --quiet
            """
    )

    @Argument(help: "The network, an encoder of the data folder.")
    var model: String

    @Option(help: ArgumentHelp("The queue whose labels it learns from.", valueName: "queue"))
    var queue: String

    @Option(help: ArgumentHelp("What it is called; else the network's name and the queue's.", valueName: "name"))
    var name: String?

    @Flag(help: "Replace the encoder of that name.")
    var replace = false

    @Option(help: ArgumentHelp("Numbers between the two products of an adapter.", valueName: "n", visibility: .hidden))
    var rank = TuningSettings().rank

    @Option(help: ArgumentHelp("Steps of the training.", valueName: "n", visibility: .hidden))
    var steps = TuningSettings().stepCount

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func validate() throws {
        try refuseServer()
        guard (1...64).contains(rank) else { throw ValidationError("--rank has to be 1 to 64") }
        guard (1...1000).contains(steps) else { throw ValidationError("--steps has to be 1 to 1000") }
    }

    func run() async throws {
        let shelf = EncoderShelf(dataFolder: data.folder)
        let entry = try shelf.entry(named: model)
        guard entry.kind == .native else {
            throw Problem(.notPossible, "\(model) is a table of token vectors, which has no layers; name a network")
        }
        let name = name ?? "\(model)-\(queue)"
        guard EncoderEntry.isName(name) else { throw EncodingProblem.badName(name) }
        guard name != model else {
            throw Problem(.notPossible, "\(model) is what the new encoder is made of; give it another name")
        }
        if !replace, shelf.entries().contains(where: { $0.name == name }) {
            throw EncodingProblem.alreadyThere(model: name)
        }
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        guard queue.definition.task == .classification else {
            throw Problem(.notPossible, "\(queue.name) is multi-label; encoders are tuned to a single choice")
        }
        let set = try await TuningSet(
            of: queue,
            history: try await installation.history(of: queue),
            index: try await installation.index(of: queue),
            store: installation.store,
            poolCount: 500
        )
        guard set.count > 0 else { throw Problem(.noLabels, "nothing of \(queue.name) is labelled yet") }
        let outcome = try await tune(shelf.folder.appending(path: entry.name), as: name, queue, set)
        try finish(outcome, set, shelf, name)
    }

    private func tune(
        _ folder: URL,
        as name: String,
        _ queue: Queue,
        _ set: TuningSet
    ) async throws -> AdapterTuning.Outcome {
        var settings = TuningSettings()
        (settings.rank, settings.stepCount, settings.seed) = (rank, steps, queue.definition.seed)
        let chosen = settings
        // A queue that has been tuned before names the encoder that came of it.
        let reading = EncoderTuneText.reading(of: [model, name], in: queue.definition)
        let progress = ProgressLine("tuning", console: output.console)
        defer { progress.finish() }
        return try await TrainingExecutor.onDemand.perform {
            try AdapterTuning(folder: folder.path, reading: reading, settings: chosen).run(on: set) { share in
                progress.show(share, NumberText.count(set.count, "labelled item"))
            }
        }
    }

    private func finish(
        _ outcome: AdapterTuning.Outcome,
        _ set: TuningSet,
        _ shelf: EncoderShelf,
        _ name: String
    ) throws {
        switch outcome {
        case .tooFew:
            throw Problem(
                .tooFewLabels,
                "\(NumberText.count(set.count, "label")) cannot be split into parts that have two labels each; label more"
            )
        case .unchanged(let verdict):
            throw Problem(
                .nothingNew,
                "tuning does not help yet: \(EncoderTuneText.figures(verdict)); nothing was written"
            )
        case .tuned(let encoder, let verdict):
            let temporary = shelf.folder.appending(path: ".tuning-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: temporary) }
            try encoder.write(to: temporary.path)
            let added = try shelf.add(temporary, as: name, replacing: replace)
            try output.console.json(EncoderTuneText.json(added, verdict))
            try output.console.result(
                "Tuning helps: \(EncoderTuneText.figures(verdict)).\n\(EncoderText.added(added))"
            )
        }
    }
}
