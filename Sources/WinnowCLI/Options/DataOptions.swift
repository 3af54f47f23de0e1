internal import ArgumentParser
internal import Foundation
internal import WinnowClient
internal import WinnowDomain
internal import WinnowEngine

/// Where a command works: on a data folder, or over HTTP on the server that has it.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data folder; else $WINNOW_DATA, else ./winnow-data.", valueName: "folder"))
    var data: String?

    @Option(
        help: ArgumentHelp("A running server to work on instead of a folder; else $WINNOW_SERVER.", valueName: "url")
    )
    var server: String?

    @Option(
        help: ArgumentHelp("A file with the token for the server; else $WINNOW_TOKEN is it.", valueName: "file"),
        completion: .file()
    )
    var tokenFile: String?

    @Flag(help: "Let the token travel unencrypted to a server on another machine.")
    var plainHTTP = false

    func validate() throws {
        if data != nil, server != nil { throw ValidationError("--data and --server exclude each other") }
    }

    /// What is named on the command line counts before what the environment says, and there a server before a folder.
    var place: Workplace {
        get throws {
            guard data == nil, let server = server ?? Environment["WINNOW_SERVER"] else { return .folder(folder) }
            let address = try ServerAddress(server, allowsPlainHTTP: plainHTTP)
            return .server(APIClient(address, token: try token()))
        }
    }

    private var folder: DataFolder { FolderOptions.folder(named: data) }

    private func token() throws -> AccessToken? {
        guard let tokenFile else { return try Environment["WINNOW_TOKEN"].map { try AccessToken($0) } }
        do {
            let text = try String(contentsOf: URL(filePath: tokenFile), encoding: .utf8)
            return try AccessToken(text)
        } catch let error as ClientError {
            throw Problem(error.code, "\(tokenFile): \(error.description)")
        }
    }

    /// Opens the data folder, whose place is the folder.
    func open(_ opening: Workplace.Opening = .existing) throws -> Installation {
        switch opening {
        case .existing: return try Installation.open(folder)
        case .orNew: return try Installation.create(folder)
        }
    }
}
