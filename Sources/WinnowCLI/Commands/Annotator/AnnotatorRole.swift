internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct AnnotatorRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Say what somebody may do.",
        discussion: """
            Makes an account for an annotator who has none. There is always an owner: the last one keeps the role. Who becomes
            a machine loses password, sessions and links.

            Example:
              winnow annotator role rosa reviewer
            """
    )

    @Argument(help: "The annotator's name.")
    var name: String

    @Argument(help: ArgumentHelp("The role: \(RoleArgument.list)."))
    var role: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let role = try RoleArgument.parse(role, of: "the role")
        let people = try data.people()
        // A name that nobody has is a slip of the pen, not a new account.
        let hasAccount = try await people.annotator(named: name).role != nil
        let person =
            hasAccount
            ? try await people.setRole(role, of: name) : try await people.addPerson(named: name, role: role)
        try output.console.json(AccountText.json(person))
        try output.console.result("\(person.name) is \(role.rawValue) now.")
    }
}
