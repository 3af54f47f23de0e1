internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Let a queue's model label a file.",
        discussion: """
            Writes JSON Lines: the record's id, the predicted label (a list in multi-label), its probability and those of
            all labels, which are calibrated as the queue file says. Bad records are named on the standard error, and
            the exit code is then 65; the others are predicted. With --output, --json prints what was written.

            Examples:
              winnow predict support-tickets new.jsonl > predictions.jsonl
              cut -f2 mails.tsv | winnow predict support-tickets --format txt
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "Files of records; else the standard input.", completion: .file())
    var files: [String] = []

    @Option(help: ArgumentHelp("Use this model version; else the promoted one.", valueName: "version"))
    var model: VersionNumber?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; else the standard output.", valueName: "file"))
    var output: String?

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var common: OutputOptions

    private static let batchCount = 1000

    func run() async throws {
        let installation = try data.open()
        let queue = try await installation.store.queue(named: queue)
        let model = try await installation.model(
            model?.number,
            of: queue,
            index: try await installation.index(of: queue)
        )
        var files = try records.stream(of: files, queue.definition)
        let file = try OutputFile(path: output, besides: self.files)
        let isFile = file.descriptor != STDOUT_FILENO
        let progress = ProgressLine("predicting", console: common.console)
        defer { progress.finish() }
        var rejected = RejectionList()
        var (batch, count) = ([(id: String, text: String)](), 0)
        func flush() throws {
            let lines = try model.predictionLines(of: batch)
            try Console.write(String(decoding: lines, as: UTF8.self), to: file.descriptor)
            count += batch.count
            batch = []
            if isFile { progress.show(files.fraction, NumberText.count(count, "record")) }
        }
        while let record = try files.next() {
            switch record {
            case .record(let record): batch.append((record.externalID, record.text))
            case .rejected(let rejection): rejected.add(rejection)
            }
            if batch.count == PredictCommand.batchCount { try flush() }
        }
        try flush()
        try file.finish()
        progress.finish()
        rejected.show()
        common.console.note("\(NumberText.count(count, "record")) predicted by model v\(model.version.number)")
        try summarize(count, rejected.count, model)
        if rejected.count > 0 {
            throw Problem(.badRecords, "\(rejected.summary) not predicted")
        }
    }

    /// Without a file the predictions are the JSON.
    private func summarize(_ count: Int, _ rejectedCount: Int, _ model: QueueModel) throws {
        guard let output, output != "-" else { return }
        try common.console.json(
            .members([
                "file": .string(output),
                "records": .integer(count),
                "rejected": .integer(rejectedCount),
                "model": .integer(model.version.number),
            ])
        )
    }
}
