internal import ArgumentParser
internal import WinnowDomain

/// `winnow help COMMAND`: the argument parser shows the general page for a command that there is not.
enum HelpRequest {
    /// - Throws: `Problem` when help is asked for a command that there is not.
    static func check(_ arguments: [String]) throws {
        guard arguments.first == "help" else { return }
        var command: any ParsableCommand.Type = Winnow.self
        var path = "winnow"
        for word in arguments.dropFirst().prefix(while: { !$0.hasPrefix("-") }) {
            let known = command.configuration.subcommands
            guard let next = known.first(where: { name(of: $0) == word }) else {
                // Help of help is the general page.
                if word == "help", path == "winnow" { return }
                let names = known.map(name)
                let hint = Spelling.suggestion(for: word, among: names).map { "; did you mean \($0)?" }
                let list = names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))"
                throw Problem.usage("\(path) has no command \"\(word)\"" + (hint ?? list))
            }
            command = next
            path += " " + word
        }
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }
}
