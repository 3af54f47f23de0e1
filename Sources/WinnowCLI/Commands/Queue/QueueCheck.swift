internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowQueueFiles

struct QueueCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check queue files and say everything that is wrong with them.",
        discussion: """
            Example:
              winnow queue check queues/support-tickets.yaml

            Exit code 65 when a file has errors.
            """
    )

    @Argument(help: "Queue files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @OptionGroup var output: OutputOptions

    func run() async throws {
        var errorCount = 0
        var reports: [JSON] = []
        for file in files {
            let reading = try QueueFileLoader.read(file)
            errorCount += reading.errors.count
            reports.append(report(reading, file))
            if output.json { continue }
            for diagnostic in reading.diagnostics { try Console.write(diagnostic.text + "\n", to: STDERR_FILENO) }
            if let definition = reading.definition { output.console.note(summary(definition, file)) }
        }
        try output.console.json(.array(reports))
        if errorCount > 0 {
            throw Problem(.badData, "bad-queue-file", "there are \(NumberText.count(errorCount, "error")) to mend")
        }
    }

    private func summary(_ definition: QueueDefinition, _ file: String) -> String {
        let labels = definition.labels.map(\.name).joined(separator: ", ")
        return "\(file): valid: \(definition.title), \(definition.task.rawValue), labels \(labels)"
    }

    private func report(_ reading: QueueFile.Reading, _ file: String) -> JSON {
        .members([
            "file": .string(file),
            "valid": .boolean(reading.definition != nil),
            "diagnostics": .array(
                reading.diagnostics.map { diagnostic in
                    .members([
                        "severity": .string(diagnostic.severity.rawValue),
                        "line": .integer(diagnostic.line),
                        "column": .integer(diagnostic.column),
                        "message": .string(diagnostic.message),
                    ])
                }
            ),
        ])
    }
}
