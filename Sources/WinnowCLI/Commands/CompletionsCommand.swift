internal import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a script that completes winnow's commands in a shell.",
        discussion: """
            Examples:
              winnow completions bash > ~/.local/share/bash-completion/completions/winnow
              winnow completions zsh > "${fpath[1]}/_winnow"
              winnow completions fish > ~/.config/fish/completions/winnow.fish
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw Problem.usage("there are no completions for \"\(shell)\"; there are for bash, zsh and fish")
        }
        try Console(isQuiet: false, isJSON: false).result(Winnow.completionScript(for: shell))
    }
}
