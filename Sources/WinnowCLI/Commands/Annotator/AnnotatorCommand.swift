internal import ArgumentParser

struct AnnotatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotator",
        abstract: "Say who labels, who may sign in, and which programs have tokens.",
        subcommands: [
            AnnotatorAdd.self, AnnotatorList.self, AnnotatorRole.self, AnnotatorLink.self, AnnotatorToken.self,
            AnnotatorCredentials.self, AnnotatorRevoke.self, AnnotatorDisable.self, AnnotatorEnable.self,
        ]
    )
}
