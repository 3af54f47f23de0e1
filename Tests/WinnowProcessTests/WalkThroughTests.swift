import Foundation
import Testing

/// The examples' walk-throughs, typed in as they stand.
@Suite struct WalkThroughTests {
    /// The commands of a page's `console` blocks: lines that begin with `$ `, each with the output shown below it.
    static func commands(_ page: String) throws -> [(command: String, output: [String])] {
        let text = try String(contentsOf: Winnow.root.appending(path: page), encoding: .utf8)
        var commands: [(command: String, output: [String])] = []
        var isInside = false
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isInside = line == "```console"
            } else if isInside, line.hasPrefix("$ ") {
                commands.append((String(line.dropFirst(2)), []))
            } else if isInside, !commands.isEmpty {
                commands[commands.count - 1].output.append(line)
            }
        }
        return commands
    }

    /// A line with numbers, words that follow their number, dashes for tables and spaces made alike: they differ from run to
    /// run.
    static func masked(_ line: some StringProtocol) -> String {
        String(line).replacing(/[−+-]?[0-9][0-9.,]*/, with: "#").replacing(/\s+/, with: " ")
            .replacing(/# (answer|item|label|labelled item)s\b/) { "# \($0.output.1)" }
    }

    /// Types the page's commands into a shell in the repository's folder; what is shown has to be printed, up to `…`.
    static func type(_ page: String) throws {
        let winnow = try Winnow()
        for (command, shown) in try commands(page) {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-ec", command]
            process.currentDirectoryURL = Winnow.root
            process.environment = [
                "PATH": "\(Winnow.executable.deletingLastPathComponent().path):/usr/bin:/bin", "LANG": "C.UTF-8",
                "WINNOW_DATA": winnow.data.path, "TMPDIR": winnow.path(""), "USER": "tester",
            ]
            let (output, errors) = (winnow.path("output"), winnow.path("errors"))
            for file in [output, errors] { try Data().write(to: URL(filePath: file)) }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle(forWritingAtPath: output)
            process.standardError = FileHandle(forWritingAtPath: errors)
            try process.run()
            process.waitUntilExit()
            let printed = try String(contentsOfFile: output, encoding: .utf8)
            let said = try String(contentsOfFile: errors, encoding: .utf8)
            #expect(process.terminationStatus == 0, "\(page): \(command): \(said)")
            let lines = Set((printed + said).components(separatedBy: "\n").map { masked($0) })
            for line in shown.prefix(while: { $0 != "…" }) where !line.isEmpty {
                #expect(lines.contains(masked(line)), "\(page): \(command) does not print: \(line)\n\(printed)\(said)")
            }
        }
    }

    @Test("the support tickets' walk-through works as it is written")
    func tickets() throws {
        #expect(try Self.commands("examples/support-tickets/README.md").count >= 8)
        try Self.type("examples/support-tickets/README.md")
    }

    /// Whether apt-cache knows packages here.
    static let hasPackages: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "apt-cache dumpavail 2>/dev/null | head -n 1 | grep -q ."]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(
        "the Debian packages' walk-through works as it is written",
        .enabled(if: hasPackages, "skipped: apt-cache knows no packages here")
    )
    func packages() throws {
        #expect(try Self.commands("examples/debian-packages/README.md").count >= 4)
        try Self.type("examples/debian-packages/README.md")
    }
}
