internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct AnnotatorCredentials: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credentials",
        abstract: "List the links, sessions and tokens of an account.",
        discussion: """
            Those that are valid, newest first; secrets are not kept and not shown.

            Example:
              winnow annotator credentials rosa
            """
    )

    @Argument(help: "The account's name.")
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let credentials = try await data.people().credentials(of: name)
        try output.console.json(.array(credentials.map(AccountText.json)))
        guard !credentials.isEmpty else {
            return output.console.note("\(name) has no links, sessions or tokens.")
        }
        var table = TextTable([
            ("number", .right), ("kind", .left), ("name", .left), ("scopes", .left), ("until", .left), ("used", .left),
        ])
        for credential in credentials {
            table.add([
                "\(credential.id)", credential.kind.rawValue, VisibleText.of(credential.name ?? ""),
                credential.scopes.map { AccountText.words($0).joined(separator: ",") } ?? "",
                credential.expiresAt.map(AccountText.time) ?? "revoked",
                credential.usedAt.map(AccountText.time) ?? "never",
            ])
        }
        try output.console.result(table.text)
    }
}
