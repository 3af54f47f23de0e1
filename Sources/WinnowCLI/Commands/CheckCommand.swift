internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct CheckCommand: HereCommand {
    static let whyHere =
        "it reads the files of the data folder, so run it where that is"

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verify a data folder.",
        discussion: """
            Verifies the database (its file, references and invariants, every item's data) and what is derived from it
            (checksums of features and models, files left behind). Exit code 65 when something is left to be done.

            \(placeText)

            Examples:
              winnow check
              winnow check --repair
              winnow check --json
            """
    )

    @Flag(help: "Remove damaged and stray derived files, and make again what is needed.")
    var repair = false

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let installation = try data.open()
        let progress = ProgressLine("Checking", console: output.console)
        defer { progress.finish() }
        let folderCheck = DataFolderCheck(
            dataFolder: installation.folder,
            store: installation.store,
            search: installation.search
        )
        let findings = try await folderCheck.run(repairs: repair) { count in
            progress.show(nil, "\(NumberText.count(count, "item")) read")
        }
        progress.finish()
        let open = findings.filter(\.isOpen)
        try output.console.json(
            .members(["isClean": .boolean(open.isEmpty), "findings": .array(findings.map(json))])
        )
        for finding in findings { try output.console.result(text(finding)) }
        guard open.isEmpty else {
            throw Problem(
                .checkFailed,
                "\(NumberText.count(open.count, "finding")) left in \(installation.folder.url.path)"
            )
        }
        try output.console.result("The data folder is in order.")
    }

    private func text(_ finding: CheckFinding) -> String {
        let state = finding.isRepaired ? "mended" : finding.severity == .note ? "note" : "\(finding.severity)"
        var lines = ["\(finding.code) (\(state), \(NumberText.count(finding.count))): \(finding.meaning)"]
        lines += finding.examples.map { "    \($0)" }
        if finding.count > finding.examples.count {
            lines.append("    and \(NumberText.count(finding.count - finding.examples.count)) more")
        }
        if finding.isOpen, let remedy = finding.remedy { lines.append("  → \(remedy)") }
        return lines.joined(separator: "\n")
    }

    private func json(_ finding: CheckFinding) -> JSON {
        .members([
            "code": .string(finding.code),
            "severity": .string(finding.severity.rawValue),
            "count": .integer(finding.count),
            "examples": .array(finding.examples.map { .string($0) }),
            "meaning": .string(finding.meaning),
            "remedy": finding.remedy.map { .string($0) } ?? .null,
            "isRepaired": .boolean(finding.isRepaired),
        ])
    }
}
