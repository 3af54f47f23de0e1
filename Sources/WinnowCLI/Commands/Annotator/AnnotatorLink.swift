internal import ArgumentParser
internal import WinnowAPI
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

    @Option(
        help: ArgumentHelp(
            "The server's address, as browsers know it; else \(LocalPeople.usualServer), or what a server says itself.",
            valueName: "url"
        )
    )
    var url: String?

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
        let people = try data.people()
        let person = try await person(name, role, people)
        let link = try await people.makeLink(for: name, hours: hours, isReset: reset, on: url)
        try output.console.json(
            .members(["name": .string(person.name), "role": .string(person.role.rawValue), "link": .string(link)])
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

    private func person(_ name: String, _ role: Role?, _ people: any PeopleAccess) async throws -> PersonDocument {
        guard let known = try await people.person(named: name) else {
            return try await people.addPerson(named: name, role: role ?? .annotator)
        }
        if known.isDisabled { throw StoreError.annotatorIsDisabled(name: name) }
        if let role, role != known.role {
            throw Problem.usage("\(name) has an account already, with the role \(known.role.rawValue)")
        }
        return known
    }
}
