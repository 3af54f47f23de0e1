internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine

struct EncoderDistill: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "distill",
        abstract: "Make a table of token vectors from a network: a hundred times as fast.",
        discussion: """
            Each token of the network's vocabulary goes through it once; what comes out is a `static.v1` encoder. With --pool
            it learns from a queue's own texts: frequent words and phrases get tokens of their own, and vectors are fitted so
            that the mean over a text comes near to what the network says of it. It takes minutes, most of them for the pool.

            \(placeText)

            Examples:
              winnow encoder distill all-MiniLM-L6-v2 --pool support-tickets
              winnow encoder distill all-MiniLM-L6-v2 --name small --columns 128
            """
    )

    @Argument(help: "The network, an encoder of the data folder.")
    var model: String

    @Option(help: ArgumentHelp("A queue whose texts it learns from.", valueName: "queue"))
    var pool: String?

    @Option(help: ArgumentHelp("What it is called; else the network's name and the queue's.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Numbers of a vector, at most the network's.", valueName: "n"))
    var columns = 256

    @Option(
        help: ArgumentHelp(
            "Words and phrases of the pool that get tokens of their own, at most, of each.",
            valueName: "n"
        )
    )
    var words = 2000

    @Flag(help: "Replace the encoder of that name.")
    var replace = false

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func validate() throws {
        try refuseServer()
        guard (2...8192).contains(columns) else { throw ValidationError("--columns has to be 2 to 8192") }
        guard (0...1_000_000).contains(words) else { throw ValidationError("--words has to be 0 to 1000000") }
    }

    func run() async throws {
        let shelf = EncoderShelf(dataFolder: data.folder)
        let entry = try shelf.entry(named: model)
        guard entry.kind == .native else {
            throw Problem(.notPossible, "\(model) is a table of token vectors already; name a network")
        }
        let name = name ?? [model, pool ?? "static"].joined(separator: "-")
        guard EncoderEntry.isName(name) else { throw EncodingProblem.badName(name) }
        if !replace, shelf.entries().contains(where: { $0.name == name }) {
            throw EncodingProblem.alreadyThere(model: name)
        }
        let texts = try await poolTexts()
        var settings = DistillationSettings()
        (settings.columnCount, settings.wordCount, settings.phraseCount) = (columns, words, words)
        let temporary = shelf.folder.appending(path: ".distilling-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: temporary) }
        let progress = ProgressLine("distilling", console: output.console)
        defer { progress.finish() }
        let (folder, chosen) = (shelf.folder.appending(path: entry.name).path, settings)
        try await TrainingExecutor.onDemand.perform {
            let made = try StaticDistillation(folder: folder, settings: chosen).model(of: texts) { share in
                progress.show(share, "\(NumberText.count(texts.count, "text")) of the pool")
            }
            try made.write(to: temporary.path)
        }
        progress.finish()
        let added = try shelf.add(temporary, as: name, replacing: replace)
        try output.console.json(EncoderText.json(added))
        try output.console.result(EncoderText.added(added))
    }

    private func poolTexts() async throws -> [String] {
        guard let pool else { return [] }
        let installation = try data.open()
        let queue = try await installation.store.queue(named: pool)
        var (texts, last): ([String], ItemID?) = ([], nil)
        while true {
            let page = try await installation.store.items(in: queue.id, after: last, limit: 4096)
            guard let end = page.last else { return texts }
            texts += page.compactMap { try? queue.definition.item.text.text(of: $0.data) }
            last = end.id
        }
    }
}
