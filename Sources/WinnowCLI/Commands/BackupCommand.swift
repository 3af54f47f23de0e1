internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct BackupCommand: HereCommand {
    static let whyHere =
        "it copies the database file of the data folder, so run it where that is"

    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the data folder while it is in use.",
        discussion: """
            The copy is a data folder itself: queues, items, annotations and model versions as they were at one moment.
            Features and models are left out; they are made again when they are needed. Encoders are left out too: fetch or
            add them again. To restore, stop Winnow and put the copy in the data folder's place.

            \(placeText)

            Examples:
              winnow backup backups/monday
              winnow check --data backups/monday
            """
    )

    @Argument(help: "The new folder; exit code 73 when something is there.")
    var target: String

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let installation = try data.open()
        let url = URL(filePath: target, directoryHint: .isDirectory)
        let source = installation.folder.url.standardizedFileURL.resolvingSymlinksInPath().path
        let place = url.standardizedFileURL.deletingLastPathComponent().resolvingSymlinksInPath().path
        if (place + "/").hasPrefix(source + "/") {
            throw Problem.usage("\(target) is inside the data folder; name a place outside of it")
        }
        let byteCount = try await DataFolderBackup(store: installation.store).run(to: url)
        try output.console.json(.members(["folder": .string(url.path), "bytes": .integer(byteCount)]))
        try output.console.result("Copied to \(target), \(NumberText.bytes(Int64(byteCount)))")
    }
}
