internal import ArgumentParser
internal import WinnowDomain

struct AnnotatorDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Keep an annotator from labelling; the annotations stay.",
        discussion: """
            Example:
              winnow annotator disable rosa
            """
    )

    @Argument(help: "The annotator's name.")
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await AnnotatorSwitch(name: name, isDisabled: true).run(data, output)
    }
}

struct AnnotatorEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a disabled annotator label again.",
        discussion: """
            Example:
              winnow annotator enable rosa
            """
    )

    @Argument(help: "The annotator's name.")
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await AnnotatorSwitch(name: name, isDisabled: false).run(data, output)
    }
}

/// Turns an annotator off or on.
private struct AnnotatorSwitch {
    let name: String
    let isDisabled: Bool

    func run(_ data: DataOptions, _ output: OutputOptions) async throws {
        try await data.people().setDisabled(isDisabled, annotator: name)
        try output.console.json(.members(["name": .string(name), "disabled": .boolean(isDisabled)]))
        try output.console.result("\(name) is \(isDisabled ? "disabled" : "enabled").")
    }
}
