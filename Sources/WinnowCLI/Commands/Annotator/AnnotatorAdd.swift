internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct AnnotatorAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an annotator.",
        discussion: """
            With --role also an account, for who signs in or for a program with tokens; an annotator who is there already
            gets one then.

            Examples:
              winnow annotator add rosa
              winnow annotator add cron --role machine
            """
    )

    @Argument(help: "The annotator's name.")
    var name: String

    @Option(help: ArgumentHelp("Make an account with this role: \(RoleArgument.list).", valueName: "role"))
    var role: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        // A name that cannot be is no reason to make a folder.
        let name = try AnnotatorName.checked(name)
        let role = try role.map { try RoleArgument.parse($0, of: "--role") }
        let people = try data.people(.orNew)
        if let role {
            let person = try await people.addPerson(named: name, role: role)
            try output.console.json(AccountText.json(person))
            return try output.console.result("Added \(person.name), \(role.rawValue).")
        }
        let annotator = try await people.addAnnotator(named: name)
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

    static func json(_ annotator: AnnotatorDocument) -> JSON {
        .members([
            "name": .string(annotator.name),
            "disabled": .boolean(annotator.isDisabled),
            "annotations": .integer(annotator.annotations),
        ])
    }
}
