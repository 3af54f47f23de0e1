internal import ArgumentParser
internal import Foundation
internal import WinnowDomain

/// Where the process begins.
public enum Entry {
    /// Does what the command line says and ends the process with the exit code that says how it went.
    public static func run() async -> Never {
        do {
            try HelpRequest.check(Array(CommandLine.arguments.dropFirst()))
            let command = try Winnow.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
            exit(ExitStatus.done.rawValue)
        } catch {
            end(with: error)
        }
    }

    private static func end(with error: any Error) -> Never {
        // What follows `--` is no option.
        let options = CommandLine.arguments.prefix { $0 != "--" }
        let isJSON = options.contains("--json")
        guard let problem = Problem(error) ?? (isJSON ? Problem(parser: error) : nil) else {
            Winnow.exit(withError: error)
        }
        // That there is nothing to do is no error, and cron mails whatever is said.
        let isQuiet = options.contains("--quiet") || options.contains("-q")
        if isJSON || !isQuiet || problem.status != .nothingToDo { Console.report(problem, asJSON: isJSON) }
        exit(problem.status.rawValue)
    }
}

extension Problem {
    /// What the argument parser has to say, as one line; nil for what is no failure, such as a page of help.
    fileprivate init?(parser error: any Error) {
        let code = Winnow.exitCode(for: error)
        guard !code.isSuccess else { return nil }
        let message = Winnow.message(for: error)
        self = code == .validationFailure ? .usage(message) : Problem(.failed, message)
    }
}
