internal import ArgumentParser
internal import WinnowDomain
internal import WinnowEngine

struct EncoderRemove: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take an encoder out of the data folder.",
        discussion: """
            What it has encoded stays, so that nothing is lost when it comes back; queues that name it keep their models and
            train no new ones meanwhile.

            \(placeText)

            Example:
              winnow encoder remove all-MiniLM-L6-v2
            """
    )

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        try EncoderShelf(dataFolder: data.folder).remove(name)
        try output.console.json(.members(["removed": .string(name)]))
        try output.console.result("Removed \(name)")
    }
}
