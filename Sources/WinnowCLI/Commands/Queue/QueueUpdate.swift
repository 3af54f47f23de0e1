internal import ArgumentParser
internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowQueueFiles

struct QueueUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a queue's definition; all annotations stay.",
        discussion: """
            Shows the difference first and asks, unless --yes or --dry-run say what to do.

            Example:
              winnow queue update support-tickets queues/support-tickets.yaml --dry-run
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "Its new file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Flag(name: .shortAndLong, help: "Change it without asking.")
    var yes = false

    @Flag(name: [.customShort("n"), .long], help: "Show the difference and change nothing.")
    var dryRun = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let definition = try QueueFileLoader.definition(file, console: output.console)
        let queues = try data.queues()
        let old = try await queues.queue(named: queue)
        let change = QueueChange(from: try QueueFileLoader.definition(of: old), to: definition)
        try output.console.result(change.lines.joined(separator: "\n"))
        // Before anybody is asked.
        try await queues.checkUpdate(of: old, to: definition)
        guard !change.isEmpty, !dryRun else {
            return try output.console.json(report(change, old, isChanged: false))
        }
        data.warnOfMissingEncoders(definition, output.console)
        try confirm()
        let changed = try await queues.update(old, to: definition)
        try output.console.json(report(change, changed, isChanged: true))
        try output.console.result("The queue \(changed.name) is changed; all annotations are kept.")
    }

    private func confirm() throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1, !output.json else {
            throw Problem.usage(
                "nobody can be asked here; --yes changes the queue, --dry-run only shows the difference"
            )
        }
        try Console.write("Change the queue? [y/N] ", to: STDERR_FILENO)
        guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
            throw Problem(.notConfirmed, "nothing was changed")
        }
    }

    private func report(_ change: QueueChange, _ queue: QueueDocument, isChanged: Bool) -> JSON {
        QueueText.json(
            queue,
            with: [
                "changed": .boolean(isChanged),
                "changes": .array(change.isEmpty ? [] : change.lines.map { .string($0) }),
            ]
        )
    }
}
