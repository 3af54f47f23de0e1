internal import ArgumentParser

struct AnnotatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotator",
        abstract: "Say who labels.",
        subcommands: [
            AnnotatorAdd.self, AnnotatorLink.self, AnnotatorList.self, AnnotatorDisable.self, AnnotatorEnable.self,
        ]
    )
}
