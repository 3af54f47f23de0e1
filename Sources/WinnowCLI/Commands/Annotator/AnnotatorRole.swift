internal import ArgumentParser
internal import WinnowDomain
internal import WinnowServer

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
        let installation = try data.open()
        // A name that nobody has is a slip of the pen, not a new account.
        _ = try await installation.store.annotator(named: name)
        let account: Account
        if try await installation.store.account(named: name) == nil {
            account = try await installation.people.add(name, role: role, by: .unlimited)
        } else {
            account = try await installation.people.change(name, AccountChange(role: role), by: .unlimited)
        }
        try output.console.json(AccountText.json(account))
        try output.console.result("\(account.name) is \(role.rawValue) now.")
    }
}
