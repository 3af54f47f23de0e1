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

    private static let batchCount = 1_000
    /// So that a thousand long texts do not fill the memory.
    private static let batchByteCount = 4 << 20

    func run() async throws {
        let predictor = try await data.predictor(queue, version: model?.number)
        var files = try records.stream(of: files, predictor.definition)
        let file = try OutputFile(path: output, besides: self.files)
        let descriptor = file.descriptor
        let isFile = descriptor != STDOUT_FILENO
        let progress = ProgressLine("predicting", console: common.console)
        defer { progress.finish() }
        var rejected = RejectionList()
        var (batch, byteCount, count) = ([(id: String, text: String)](), 0, 0)
        func flush() async throws {
            try await predictor.predict(batch) { lines in
                try Console.write(String(decoding: lines, as: UTF8.self), to: descriptor)
            }
            count += batch.count
            (batch, byteCount) = ([], 0)
            if isFile { progress.show(files.fraction, NumberText.count(count, "record")) }
        }
        while let record = try files.next() {
            switch record {
            case .record(let record):
                batch.append((record.externalID, record.text))
                byteCount += record.text.utf8.count
            case .rejected(let rejection): rejected.add(rejection)
            }
            let isFull = batch.count == PredictCommand.batchCount || byteCount > PredictCommand.batchByteCount
            if isFull { try await flush() }
        }
        try await flush()
        try file.finish()
        progress.finish()
        rejected.show()
        common.console.note("\(NumberText.count(count, "record")) predicted by model v\(predictor.model)")
        try summarize(count, rejected.count, predictor.model)
        if rejected.count > 0 {
            throw Problem(.badRecords, "\(rejected.summary) not predicted")
        }
    }

    /// Without a file the predictions are the JSON.
    private func summarize(_ count: Int, _ rejectedCount: Int, _ model: Int) throws {
        guard let output, output != "-" else { return }
        try common.console.json(
            .members([
                "file": .string(output),
                "records": .integer(count),
                "rejected": .integer(rejectedCount),
                "model": .integer(model),
            ])
        )
    }
}
