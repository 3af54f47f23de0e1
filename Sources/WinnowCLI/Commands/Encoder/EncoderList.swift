internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct EncoderList: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the encoders of the data folder.",
        discussion: """
            A queue file uses one by its name and id:

              features: [{id: encoder.v1, model: all-MiniLM-L6-v2}]

            \(placeText)

            Example:
              winnow encoder list
            """
    )

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let entries = EncoderShelf(dataFolder: data.folder).entries()
        try output.console.json(.array(entries.map(EncoderText.json)))
        guard !entries.isEmpty else {
            return output.console.note(
                "There are no encoders yet; `winnow encoder fetch all-MiniLM-L6-v2` gets one, "
                    + "`winnow encoder add FOLDER` takes one that you have."
            )
        }
        var table = TextTable([
            ("name", .left), ("id", .left), ("network", .left), ("columns", .right), ("tokens", .right),
            ("size", .right),
        ])
        for entry in entries {
            table.add([
                entry.name, entry.kind.rawValue, entry.architecture, NumberText.count(entry.columnCount),
                entry.tokenLimit.map { NumberText.count($0) } ?? "", NumberText.bytes(Int64(entry.byteCount)),
            ])
        }
        try output.console.result(table.text)
    }
}
