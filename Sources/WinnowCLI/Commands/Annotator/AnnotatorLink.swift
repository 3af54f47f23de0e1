internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowServer

struct AnnotatorLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Make a link that signs somebody in on their browser.",
        discussion: """
            Makes an account for an annotator who has none. The link works once, until it ends; who has it is that
            annotator, so send it to nobody else. For somebody who has lost the password, or a device, --reset ends
            password, sessions and older links first.

            Examples:
              winnow annotator link rosa --url https://label.example.org
              winnow annotator link rosa --reset
            """
    )

    @Argument(help: "The annotator's name.")
    var name: String

    @Option(help: ArgumentHelp("The role of a new account: \(AnnotatorLink.roleList).", valueName: "role"))
    var role: String?

    @Option(help: ArgumentHelp("The server's address, as browsers know it.", valueName: "url"))
    var url = "http://127.0.0.1:8080"

    @Option(help: ArgumentHelp("How long the link can be used.", valueName: "hours"))
    var hours = PeopleDesk.usualHours

    @Flag(help: "End the password, all sessions and all links first.")
    var reset = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    private static let roles = Role.allCases.filter { $0 != .machine }
    private static let roleList = roles.map(\.rawValue).joined(separator: ", ")

    func run() async throws {
        let name = try AnnotatorName.checked(name)
        let role = try checkedRole()
        guard (1...PeopleDesk.longestHours).contains(hours) else {
            throw Problem.usage("--hours is \(hours); write 1 to \(PeopleDesk.longestHours), which is a year")
        }
        let installation = try data.open()
        let account = try await account(name, role, installation)
        let people = installation.people
        let secret =
            reset
            ? try await people.reset(name, hours: hours, by: .unlimited)
            : try await people.makeLink(for: name, hours: hours, by: .unlimited)
        let link = SignInLink.address(of: secret, on: url)
        try output.console.json(
            .members(["name": .string(account.name), "role": .string(account.role.rawValue), "link": .string(link)])
        )
        try output.console.result(link)
    }

    private func checkedRole() throws -> Role? {
        guard let role else { return nil }
        guard let known = AnnotatorLink.roles.first(where: { $0.rawValue == role }) else {
            throw Problem.usage("--role is \"\(role)\"; the roles are \(AnnotatorLink.roleList)")
        }
        return known
    }

    private func account(_ name: String, _ role: Role?, _ installation: Installation) async throws -> Account {
        guard let known = try await installation.store.account(named: name) else {
            return try await installation.people.add(name, role: role ?? .annotator, by: .unlimited)
        }
        if known.isDisabled { throw StoreError.annotatorIsDisabled(name: name) }
        if let role, role != known.role {
            throw Problem.usage("\(name) has an account already, with the role \(known.role.rawValue)")
        }
        return known
    }
}
