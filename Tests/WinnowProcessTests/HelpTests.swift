import Foundation
import Testing
import WinnowDomain

/// The command line's help, as the manual has it.
@Suite struct HelpTests {
    /// Every command with its help, in the order of the help, by asking the program.
    static func commands(_ winnow: Winnow) throws -> [(name: String, help: String)] {
        let dump = try #require(try winnow("--experimental-dump-help").json?["command"])
        func walk(_ command: JSON, _ path: [String]) throws -> [(name: String, help: String)] {
            let name = command["commandName"]?.scalarText ?? ""
            guard name != "help" else { return [] }
            let path = path + [name]
            var found: [(name: String, help: String)] = []
            if case .array(let children)? = command["subcommands"],
                children.contains(where: { $0["commandName"] != "help" })
            {
                for child in children { found += try walk(child, path) }
            } else {
                let help = try winnow.run(["help"] + path.dropFirst()).output
                found.append((path.joined(separator: " "), help))
            }
            return found
        }
        return try walk(dump, [])
    }

    @Test("every command's help says what it does and has an example")
    func examples() throws {
        let commands = try Self.commands(Winnow())
        #expect(commands.count > 20)
        for command in commands {
            #expect(command.help.hasPrefix("OVERVIEW: "), "\(command.name)")
            #expect(command.help.contains("Example"), "\(command.name)")
            #expect(command.help.contains("  winnow "), "\(command.name)")
        }
    }

    @Test("the manual has every command with every option; WINNOW_WRITE_GENERATED=1 writes it anew")
    func manual() throws {
        let file = Winnow.root.appending(path: "docs/command-line.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        let (opening, closing) = ("<!-- commands: generated from the help -->\n", "<!-- end of commands -->")
        let start = try #require(page.range(of: opening)?.upperBound)
        let end = try #require(page.range(of: closing)?.lowerBound)
        let sections = try Self.commands(Winnow()).map { command in
            "### `\(command.name)`\n\n```text\n\(command.help.trimmingCharacters(in: .newlines))\n```\n"
        }
        let current = page[..<start] + "\n" + sections.joined(separator: "\n") + "\n" + page[end...]
        if ProcessInfo.processInfo.environment["WINNOW_WRITE_GENERATED"] == "1" {
            try Data(current.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == String(current))
    }
}
