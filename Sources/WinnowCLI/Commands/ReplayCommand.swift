internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Label a queue with known answers, served as people are served.",
        discussion: """
            Takes item after item from the queue as `winnow label` does, and answers with the label that FILE has for its
            id; items that FILE does not know are skipped. The annotations are real ones: use it to try a queue or an
            installation. To measure how fast a model learns, use `winnow simulate`.

            Example:
              winnow replay support-tickets examples/support-tickets/tickets.jsonl --labels 60
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "Records with their labels.", completion: .file())
    var files: [String]

    @Option(help: ArgumentHelp("How many answers to give; else until nothing is left.", valueName: "n"))
    var labels: Int?

    @Option(
        help: ArgumentHelp(
            "Who answers, added if there is no such annotator; else replay, or on a server whose token it is.",
            valueName: "name"
        )
    )
    var annotator: String?

    @Flag(help: "Do not wait for the model of one answer before the next.")
    var noWait = false

    @OptionGroup(title: "How the files are read") var records: RecordOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let labels, labels < 1 { throw ValidationError("--labels has to be at least 1") }
    }

    func run() async throws {
        let place = try data.replays()
        let queue = try await place.queue(named: queue)
        let answers = try answers(queue)
        let replay = try await place.begin(queue, by: try annotator.map { try AnnotatorName.checked($0) })
        // Items that the file does not know are served too, and skipped.
        let total = min(labels ?? .max, replay.poolCount)
        let progress = ProgressLine("labelling", console: output.console)
        defer { progress.finish() }
        let (limit, waits, console) = (labels ?? .max, !noWait, output.console)
        let (count, model) = try await replay.run {
            var count = 0
            while count < limit, case .assigned(let assignment, let item) = try await replay.next() {
                let judgement = answers[item.externalID].map(Judgement.labels) ?? .without(.skip)
                let annotation = try await replay.submit(judgement, for: assignment, revision: queue.revision)
                count += 1
                // One line for each answer that is stored: what is printed is never lost.
                try console.json(ReplayCommand.json(annotation, item, assignment))
                await replay.learn(annotation)
                if waits { try await replay.settle() }
                progress.show(Double(count) / Double(max(total, 1)), "\(count) answers")
            }
            try await replay.settle()
            return (count, try await replay.model())
        }
        progress.finish()
        try output.console.result(
            "\(NumberText.count(count, "answer")) by \(replay.annotator); "
                + "model \(model.map(ModelText.line) ?? "none yet")"
        )
    }

    private func answers(_ queue: Queue) throws -> [String: [LabelID]] {
        let entries = try OracleReader(queue.definition, records, console: output.console).read(files)
        return Dictionary(
            entries.map { entry in (entry.id, entry.labels.map { queue.labels[$0].id }) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func json(_ annotation: Annotation, _ item: Item, _ assignment: Assignment) -> JSON {
        .members([
            "annotation": .integer(annotation.id.rawValue),
            "event": .integer(annotation.event),
            "item": .string(item.externalID),
            "answer": .string(annotation.judgement.answer.rawValue),
            "source": .string(assignment.reason.source.rawValue),
            "model": assignment.reason.modelVersion.map { .integer($0) } ?? .null,
        ])
    }
}
