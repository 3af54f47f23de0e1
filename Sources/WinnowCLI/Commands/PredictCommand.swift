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

    func run() async throws {
        let predictor = try await data.predictor(queue, version: model?.number)
        let batches = RecordBatches(try RecordOptions.stream(of: files, records.wishes, predictor.definition))
        let file = try OutputFile(path: output, besides: self.files)
        let descriptor = file.descriptor
        let isFile = descriptor != STDOUT_FILENO
        let progress = ProgressLine("predicting", console: common.console)
        defer { progress.finish() }
        var (rejected, count) = (RejectionList(), 0)
        var next = try await batches.next()
        while let batch = next {
            // The next ones are read meanwhile.
            async let following = batches.next()
            for record in batch.rejected { rejected.add(record) }
            try await predictor.predict(batch.texts) { try Console.write($0, to: descriptor) }
            count += batch.texts.count
            if isFile { progress.show(batch.fraction, NumberText.count(count, "record")) }
            next = try await following
        }
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
