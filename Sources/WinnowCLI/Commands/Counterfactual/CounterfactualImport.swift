internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

struct CounterfactualImport: HereCommand {
    static let whyHere = "pairs are written by `POST /api/v1/queues/QUEUE/counterfactuals` there"

    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring pairs into a queue, with originals that are not there yet.",
        discussion: """
            Reads a row a pair (original_text, original_label, counterfactual_text, counterfactual_label), or a row a text
            with pair_id and kind (original or revised), or the tables of Kaushik et al. with batch_id, or a contrast set: a
            file of originals and with --contrast one of revised texts, which belong together row by row. A pair is
            accepted unless its state says otherwise. Importing the same file again changes nothing. Bad records are named
            with file, line and reason.

            \(placeText)

            Examples:
              winnow counterfactual import reviews pairs.jsonl
              winnow counterfactual import reviews train_paired.tsv --annotator kaushik
              winnow counterfactual import reviews test_original.tsv --contrast test_contrast.tsv
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "Files of pairs; else the standard input.", completion: .file())
    var files: [String] = []

    @Option(help: ArgumentHelp("Who edited and labelled, where the file does not say it.", valueName: "name"))
    var annotator = "import"

    @Option(
        help: ArgumentHelp("A contrast set's revised texts, row by row those of the one file.", valueName: "file"),
        completion: .file()
    )
    var contrast: String?

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    private static let batchCount = 200

    var here: HereOptions { data.here }

    func run() async throws {
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        guard queue.definition.task == .classification else {
            throw Problem(.notPossible, "the queue \(queue.name) asks for several labels an item; pairs are for one")
        }
        try RecordOptions.check(files)
        let next = try outcomes(queue.definition)
        let importer = try await PairImport(
            queue: queue,
            store: installation.store,
            clock: installation.clock,
            annotator: try AnnotatorName.checked(annotator)
        )
        var rejected = RejectionList()
        var (pairs, known, originals) = (0, 0, 0)
        var batch: [PairRecord] = []
        func store() async throws {
            let report = try await importer.store(batch)
            batch = []
            pairs += report.pairCount
            known += report.knownCount
            originals += report.originalCount
            for one in report.rejected { rejected.add(one) }
        }
        while let outcome = try next() {
            switch outcome {
            case .rejected(let one): rejected.add(one)
            case .pair(let pair):
                batch.append(pair)
                if batch.count == Self.batchCount { try await store() }
            }
        }
        try await store()
        rejected.show()
        try output.console.json(
            .members([
                "queue": .string(queue.name), "pairs": .integer(pairs), "unchanged": .integer(known),
                "originals": .integer(originals), "rejected": .integer(rejected.count),
            ])
        )
        var words = ["\(NumberText.count(pairs, "pair")) imported into \(queue.name)"]
        if originals > 0 { words.append("\(NumberText.count(originals, "original")) with them") }
        if known > 0 { words.append("\(NumberText.count(known, "pair")) known already") }
        if rejected.count > 0 { words.append(rejected.summary) }
        try output.console.result(words.joined(separator: ", ") + ".")
        if rejected.count > 0 { throw Problem(.badRecords, "\(rejected.summary) left out; the others are imported") }
    }

    /// What the files say, one pair after the other.
    private func outcomes(_ definition: QueueDefinition) throws -> () throws -> PairOutcome? {
        let sources = try (files.isEmpty ? ["-"] : files).map { try ByteSource(path: $0) }
        guard let contrast else {
            var stream = try PairStream(sources, wishes: records.wishes, definition: definition)
            return { try stream.next() }
        }
        guard sources.count == 1 else {
            throw Problem.usage("--contrast belongs to one file of originals; there are \(sources.count)")
        }
        try RecordOptions.check([contrast])
        var stream = try ContrastStream(
            originals: sources[0],
            revised: try ByteSource(path: contrast),
            wishes: records.wishes,
            definition: definition
        )
        return { stream.next() }
    }
}
