internal import ArgumentParser

struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at model versions, and build them again.",
        subcommands: [ModelList.self, ModelShow.self, ModelRebuildCommand.self]
    )
}
