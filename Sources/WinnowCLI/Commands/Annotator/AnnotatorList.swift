internal import ArgumentParser
internal import WinnowDomain
internal import WinnowServer

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
        let installation = try data.open()
        let annotators = try await installation.store.annotators()
        let people = try await installation.people.people()
        let byName = Dictionary(people.map { ($0.account.name, $0) }, uniquingKeysWith: { first, _ in first })
        try output.console.json(.array(annotators.map { json($0, byName[$0.name]) }))
        guard !annotators.isEmpty else {
            return output.console.note("There are no annotators yet; `winnow annotator add NAME` adds one.")
        }
        var table = TextTable([
            ("annotator", .left), ("role", .left), ("annotations", .right), ("last seen", .left), ("", .left),
        ])
        for annotator in annotators {
            let person = byName[annotator.name]
            table.add([
                annotator.name, person?.account.role.rawValue ?? "no account",
                NumberText.count(annotator.annotationCount), person?.lastSeen.map(AccountText.time) ?? "",
                annotator.isDisabled ? "disabled" : "",
            ])
        }
        try output.console.result(table.text)
    }

    private func json(_ annotator: Annotator, _ person: PeopleDesk.Person?) -> JSON {
        .members([
            "name": .string(annotator.name),
            "disabled": .boolean(annotator.isDisabled),
            "annotations": .integer(annotator.annotationCount),
            "role": person.map { .string($0.account.role.rawValue) } ?? .null,
            "lastSeen": person?.lastSeen.map { .string(AccountText.time($0)) } ?? .null,
        ])
    }
}
