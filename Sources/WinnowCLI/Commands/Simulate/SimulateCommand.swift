internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct SimulateCommand: HereCommand {
    static let whyHere =
        "it computes on the machine that it runs on; for a queue of a server give it the queue file"

    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Replay known labels: how fast would the model have learned?",
        discussion: """
            Plays the annotator with labels that are already known, with the same scheduler, trainer and query strategies
            as real labelling, and measures after each batch. Random choice always runs beside the other strategies.

            QUEUE is a queue of the data folder or a queue file. Without --test a share of the records is held back to
            measure on, drawn by a hash of their text.

            \(placeText)

            Example:
              winnow simulate queues/support-tickets.yaml --oracle examples/support-tickets/tickets.jsonl --output curve
            """
    )

    @Argument(help: "A queue, or a queue file.", completion: .file(extensions: ["yaml", "yml"]))
    var queue: String

    @Option(help: ArgumentHelp("Records with their labels; may be given several times.", valueName: "file"))
    var oracle: [String]

    @Option(help: ArgumentHelp("Labelled records to measure on.", valueName: "file"))
    var test: [String] = []

    @Option(help: ArgumentHelp("The share to measure on without --test.", valueName: "share"))
    var testShare = 0.2

    @OptionGroup(title: "What is tried") var protocolOptions: ProtocolOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Write curve.json, .csv and .svg here.", valueName: "folder"))
    var output: String?

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: FolderOptions
    @OptionGroup var common: OutputOptions

    func validate() throws {
        try refuseServer()
        guard testShare > 0, testShare < 1 else { throw ValidationError("--test-share has to be between 0 and 1") }
        if oracle.isEmpty { throw ValidationError("name a file of labelled records with --oracle") }
    }

    var here: HereOptions { data.here }

    func run() async throws {
        if let output { try SimulationReport.prepare(folder: output) }
        let (name, definition) = try await self.definition()
        let pool = try OracleReader(definition, records, console: common.console).read(oracle)
        let held = test.isEmpty ? nil : try OracleReader(definition, records, console: common.console).read(test)
        let split = OracleSplit(pool, test: held, share: testShare, seed: definition.seed)
        guard !split.pool.isEmpty, !split.test.isEmpty else {
            throw Problem(
                .tooFewRecords,
                "there are \(split.pool.count) labelled records to choose from and \(split.test.count) to measure on; "
                    + "both need at least one"
            )
        }
        let plan = try protocolOptions.plan(definition, split)
        let progress = ProgressLine("simulating", console: common.console)
        defer { progress.finish() }
        let shelf = EncoderShelf(dataFolder: data.folder)
        let curves = try await SimulateCommand.curves(plan, shelf, progress)
        progress.finish()
        let report = SimulationReport(name: name, plan: plan, curves: curves)
        // What took long to compute is shown whatever becomes of the files.
        try common.console.json(report.json)
        try common.console.result(report.text)
        if let output { try report.write(to: output) }
        if let output { common.console.note("Written: \(output)/curve.json, curve.csv, curve.svg") }
    }

    private static func curves(
        _ plan: SimulationPlan,
        _ shelf: EncoderShelf,
        _ progress: ProgressLine
    ) async throws -> [LearningCurve] {
        try Simulation(plan, shelf: shelf).run { done, total in
            progress.show(Double(done) / Double(total), "\(done) of \(total) trainings")
        }
    }

    private func definition() async throws -> (name: String, definition: QueueDefinition) {
        if queue.hasSuffix(".yaml") || queue.hasSuffix(".yml") {
            let definition = try QueueFileLoader.definition(queue, console: common.console)
            return (URL(filePath: queue).deletingPathExtension().lastPathComponent, definition)
        }
        let stored = try await data.open().store.queue(named: queue)
        return (stored.name, stored.definition)
    }
}
