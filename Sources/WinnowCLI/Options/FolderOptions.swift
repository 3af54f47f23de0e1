internal import ArgumentParser
internal import Foundation
internal import WinnowEngine

/// Which data folder a command works on that no server does.
struct FolderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data folder; else $WINNOW_DATA, else ./winnow-data.", valueName: "folder"))
    var data: String?

    @OptionGroup var here: HereOptions

    var folder: DataFolder { FolderOptions.folder(named: data) }

    /// Opens the data folder; there has to be one.
    func open() throws -> Installation { try Installation.open(folder) }

    /// Opens the data folder, making it if there is none.
    func openOrCreate() throws -> Installation { try Installation.create(folder) }

    static func folder(named name: String?) -> DataFolder {
        DataFolder(url: URL(filePath: name ?? Environment["WINNOW_DATA"] ?? "winnow-data", directoryHint: .isDirectory))
    }
}
