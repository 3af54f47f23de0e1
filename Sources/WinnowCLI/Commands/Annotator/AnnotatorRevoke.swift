internal import ArgumentParser
internal import WinnowDomain

struct AnnotatorRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End links, sessions or tokens of an account, at once.",
        discussion: """
            Example:
              winnow annotator credentials rosa
              winnow annotator revoke rosa 12
            """
    )

    @Argument(help: "The account's name.")
    var name: String

    @Argument(help: "Numbers, as `winnow annotator credentials` lists them.")
    var numbers: [Int64]

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let people = try data.people()
        for number in numbers { try await people.revoke(number, of: name) }
        try output.console.json(
            .members(["name": .string(name), "revoked": .array(numbers.map { .integer(Int($0)) })])
        )
        try output.console.result("Ended \(numbers.map(String.init).joined(separator: ", ")) of \(name).")
    }
}
