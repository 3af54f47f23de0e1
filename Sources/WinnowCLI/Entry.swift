internal import ArgumentParser
internal import Foundation

/// Where the process begins.
public enum Entry {
    /// Does what the command line says and ends the process with the exit code that says how it went.
    public static func run() async -> Never {
        do {
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
        guard let problem = Problem(error) else { Winnow.exit(withError: error) }
        Console.report(problem, asJSON: CommandLine.arguments.contains("--json"))
        exit(problem.status.rawValue)
    }
}
