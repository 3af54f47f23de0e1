internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct AnnotatorList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the annotators, what they may do and how much they have done.",
        discussion: """
            Example:
              winnow annotator list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let annotators = try await data.people().annotators()
        try output.console.json(.array(annotators.map(json)))
        guard !annotators.isEmpty else {
            return output.console.note("There are no annotators yet; `winnow annotator add NAME` adds one.")
        }
        var table = TextTable([
            ("annotator", .left), ("role", .left), ("annotations", .right), ("last seen", .left), ("", .left),
        ])
        for annotator in annotators {
            table.add([
                annotator.name, annotator.role?.rawValue ?? "no account",
                NumberText.count(annotator.annotations), annotator.lastSeenAt.map(AccountText.time) ?? "",
                annotator.isDisabled ? "disabled" : "",
            ])
        }
        try output.console.result(table.text)
    }

    private func json(_ annotator: AnnotatorDocument) -> JSON {
        .members([
            "name": .string(annotator.name),
            "disabled": .boolean(annotator.isDisabled),
            "annotations": .integer(annotator.annotations),
            "role": annotator.role.map { .string($0.rawValue) } ?? .null,
            "lastSeen": annotator.lastSeenAt.map { .string(AccountText.time($0)) } ?? .null,
        ])
    }
}
