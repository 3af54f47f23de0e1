internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct AnnotatorToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a token that a program sends to the API.",
        discussion: """
            The program acts for the account, within the scopes. The token is printed this once; the data folder keeps a hash
            of it. `winnow annotator credentials` lists tokens, `winnow annotator revoke` ends them.

            Examples:
              winnow annotator add robot --role machine
              winnow annotator token robot --scopes label,export --name cron --days 90
            """
    )

    @Argument(help: "The account's name.")
    var name: String

    @Option(help: ArgumentHelp("What it may do, with commas: \(AnnotatorToken.scopeList).", valueName: "scopes"))
    var scopes: String

    @Option(name: .customLong("name"), help: ArgumentHelp("What to call the token in lists.", valueName: "text"))
    var tokenName: String

    @Option(help: ArgumentHelp("How long it is valid; else until it is revoked.", valueName: "days"))
    var days: Int?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    private static let scopeList = Permission.allCases.map(\.rawValue).joined(separator: ", ")

    func run() async throws {
        let wish = TokenRequest(name: tokenName, scopes: try checkedScopes(), days: days)
        let token = try await data.people().makeToken(for: name, wish)
        try output.console.json(
            .members([
                "name": .string(name), "credential": AccountText.json(token.credential), "token": .string(token.token),
            ])
        )
        try output.console.result(token.token)
        let end = token.credential.expiresAt.map { "until \(AccountText.time($0))" } ?? "until it is revoked"
        output.console.note(
            "Valid \(end); to end it: winnow annotator revoke \(ShellWord.quoted(name)) \(token.credential.id)"
        )
    }

    private func checkedScopes() throws -> [Permission] {
        let words = scopes.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        return try words.map { word in
            guard let scope = Permission(rawValue: word) else {
                throw Problem.usage("--scopes has \"\(word)\"; the scopes are \(AnnotatorToken.scopeList)")
            }
            return scope
        }
    }
}
