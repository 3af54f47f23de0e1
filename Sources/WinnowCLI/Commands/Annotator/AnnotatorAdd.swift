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

/// Names of annotators.
enum AnnotatorName {
    private static let limit = 100

    /// - Throws: `Problem` for a name that could not be told from another on a screen.
    static func checked(_ name: String) throws -> String {
        let isPlain = name.unicodeScalars.allSatisfy { !$0.properties.generalCategory.isInvisible }
        guard !name.isEmpty, name.count <= limit, isPlain, name.first != " ", name.last != " " else {
            throw Problem.usage(
                "\"\(name)\" cannot be an annotator's name: use 1 to \(limit) visible characters without space around them"
            )
        }
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

extension Unicode.GeneralCategory {
    fileprivate var isInvisible: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
