internal import ArgumentParser

struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at model versions, write them as files, and build them again.",
        subcommands: [ModelList.self, ModelShow.self, ModelExportCommand.self, ModelRebuildCommand.self]
    )
}
