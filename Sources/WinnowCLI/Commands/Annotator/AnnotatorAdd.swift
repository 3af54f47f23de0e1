internal import ArgumentParser
internal import WinnowDomain

struct AnnotatorAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an annotator.",
        discussion: """
            Example:
              winnow annotator add rosa
            """
    )

    @Argument(help: "The annotator's name.")
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        // A name that cannot be is no reason to make a folder.
        let name = try AnnotatorName.checked(name)
        let installation = try data.openOrCreate()
        let annotator = try await installation.store.addAnnotator(
            named: name,
            at: installation.clock.now()
        )
        try output.console.json(AnnotatorName.json(annotator))
        try output.console.result("Added \(annotator.name).")
    }
}

extension AnnotatorName {
    /// - Throws: `Problem` for a name that could not be told from another on a screen.
    static func checked(_ name: String) throws -> String {
        if let reason = refusal(name) { throw Problem.usage(reason) }
        return name
    }

    static func json(_ annotator: Annotator) -> JSON {
        .members([
            "name": .string(annotator.name),
            "disabled": .boolean(annotator.isDisabled),
            "annotations": .integer(annotator.annotationCount),
        ])
    }
}
