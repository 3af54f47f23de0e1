internal import Foundation

/// The editor that somebody wants.
struct EditorCommand: Hashable, Sendable {
    /// As a shell reads it: with arguments, where there are any.
    let text: String

    /// - Parameter isThere: Whether there is a program of a name.
    /// - Throws: `Problem` when no editor is known.
    init(environment: [String: String], isThere: (String) -> Bool) throws {
        let wanted = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0]?.trimmed }.first { !$0.isEmpty }
        guard let text = wanted ?? ["vi", "nano"].first(where: isThere) else {
            throw Problem.usage(
                "there is no editor: neither VISUAL nor EDITOR is set, and there is no vi and no nano; "
                    + "name yours, as in `export EDITOR=nano`"
            )
        }
        self.text = text
    }

    /// The editor of whoever runs the command.
    static func ofPerson() throws -> EditorCommand {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return try EditorCommand(environment: environment) { name in
            folders.contains { access("\($0)/\(name)", X_OK) == 0 }
        }
    }

    /// The program to run and its arguments; the file's name reaches the editor as one word, whatever is in it.
    func arguments(for path: String) -> [String] { ["/bin/sh", "-c", "\(text) \"$@\"", text, path] }
}
