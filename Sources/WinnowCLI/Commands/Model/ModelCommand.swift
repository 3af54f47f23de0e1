internal import ArgumentParser

struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at model versions.",
        subcommands: [ModelList.self, ModelShow.self]
    )
}
