internal import ArgumentParser
internal import Foundation
internal import WinnowEngine

/// What a command prints.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print results and errors only.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet, isJSON: json) }
}

/// Which data folder a command works on.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data folder; else $WINNOW_DATA, else ./winnow-data.", valueName: "folder"))
    var data: String?

    var folder: DataFolder {
        let fromEnvironment = ProcessInfo.processInfo.environment["WINNOW_DATA"].flatMap { $0.isEmpty ? nil : $0 }
        return DataFolder(url: URL(filePath: data ?? fromEnvironment ?? "winnow-data", directoryHint: .isDirectory))
    }

    /// Opens the data folder; there has to be one.
    func open() throws -> Installation { try Installation.open(folder) }

    /// Opens the data folder, making it if there is none.
    func openOrCreate() throws -> Installation { try Installation.create(folder) }
}
