internal import ArgumentParser
internal import WinnowDomain

struct AnnotatorList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the annotators and how much they have done.",
        discussion: """
            Example:
              winnow annotator list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let annotators = try await data.open().store.annotators()
        try output.console.json(.array(annotators.map(AnnotatorName.json)))
        guard !annotators.isEmpty else {
            return output.console.note("There are no annotators yet; `winnow annotator add NAME` adds one.")
        }
        var table = TextTable([("annotator", .left), ("annotations", .right), ("", .left)])
        for annotator in annotators {
            table.add([
                annotator.name, NumberText.count(annotator.annotationCount), annotator.isDisabled ? "disabled" : "",
            ])
        }
        try output.console.result(table.text)
    }
}
