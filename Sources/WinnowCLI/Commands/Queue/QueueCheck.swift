internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowQueueFiles

struct QueueCheck: HereCommand {
    static let whyHere =
        "it reads files only; a server checks a file too, with queue create and queue update --dry-run"

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check queue files and say everything that is wrong with them.",
        discussion: """
            \(placeText)

            Example:
              winnow queue check queues/support-tickets.yaml

            Exit code 65 when a file has errors, 66 when one cannot be read; the others are checked all the same.
            """
    )

    @Argument(help: "Queue files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @OptionGroup var output: OutputOptions

    @OptionGroup var here: HereOptions

    func run() async throws {
        var errorCount = 0
        var reports: [JSON] = []
        var unreadable: [Problem] = []
        for file in files {
            let reading: QueueFile.Reading
            do {
                reading = try QueueFileLoader.read(file)
            } catch {
                guard let problem = Problem(error) else { throw error }
                unreadable.append(problem)
                reports.append(report(problem, file))
                if files.count > 1, !output.json { Console.report(problem, asJSON: false) }
                continue
            }
            errorCount += reading.errors.count
            reports.append(report(reading, file))
            if output.json { continue }
            for diagnostic in reading.diagnostics { try Console.write(diagnostic.text + "\n", to: STDERR_FILENO) }
            try output.console.result(verdict(reading, file))
        }
        try output.console.json(.array(reports))
        if let first = unreadable.first, errorCount == 0 {
            if files.count == 1 { throw first }
            let count = NumberText.count(unreadable.count, "file")
            throw Problem(first.code, "\(count) of \(files.count) cannot be read")
        }
        if errorCount > 0 {
            throw Problem(.badQueueFile, "\(NumberText.count(errorCount, "error")) to mend")
        }
    }

    private func verdict(_ reading: QueueFile.Reading, _ file: String) -> String {
        guard let definition = reading.definition else {
            return "\(file): \(NumberText.count(reading.errors.count, "error"))"
        }
        let labels = definition.labels.map(\.name).joined(separator: ", ")
        return "\(file): valid: \(definition.title), \(definition.task.rawValue), labels \(labels)"
    }

    private func report(_ problem: Problem, _ file: String) -> JSON {
        .members([
            "file": .string(file), "valid": .boolean(false), "diagnostics": .array([]),
            "problem": .string(problem.message),
        ])
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
