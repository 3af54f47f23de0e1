internal import ArgumentParser
internal import Foundation
internal import WinnowAPI
internal import WinnowDomain

struct WebhookAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an address that is told what happens in a queue from now on.",
        discussion: """
            Prints the secret that messages are signed with, this once. Addresses of this machine and of its own networks are
            refused, also behind a name, unless --allow-private says that they are meant.

            Examples:
              winnow webhook add support-tickets https://example.org/hooks/winnow
              winnow webhook add support-tickets http://10.0.0.7/hook --allow-private --kinds queue.finished,model.promoted
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Argument(help: "The address to post to.")
    var url: String

    @Option(
        help: ArgumentHelp(
            "What it is told of, with commas: \(WebhookAdd.kindList); else all.",
            valueName: "kinds"
        )
    )
    var kinds: String?

    @Option(
        help: ArgumentHelp(
            "A file with the secret to sign with: whsec_ and 24 to 64 bytes in base64; else a new one is made.",
            valueName: "file"
        ),
        completion: .file()
    )
    var secretFile: String?

    @Flag(help: "Let the address be one of this machine or of its own networks, also without https.")
    var allowPrivate = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    private static let kindList = Webhook.Kind.allCases.map(\.rawValue).joined(separator: ", ")

    func run() async throws {
        let wish = NewWebhookRequest(
            queue: queue,
            url: url,
            kinds: try kinds.map(checkedKinds),
            secret: try secretFile.map(readSecret),
            allowsPrivate: allowPrivate
        )
        let added = try await data.webhooks().add(wish)
        try output.console.json(
            .members(["webhook": WebhookText.json(added.webhook), "secret": .string(added.secret)])
        )
        try output.console.result(added.secret)
        output.console.note(
            "Webhook \(added.webhook.id) of \(queue); to see whether it arrives: winnow webhook ping \(added.webhook.id)"
        )
    }

    private func checkedKinds(_ text: String) throws -> [Webhook.Kind] {
        try text.split(whereSeparator: { $0 == "," || $0 == " " }).map { word in
            guard let kind = Webhook.Kind(rawValue: String(word)) else {
                throw Problem.usage("--kinds has \"\(word)\"; the kinds are \(Self.kindList)")
            }
            return kind
        }
    }

    private func readSecret(_ path: String) throws -> String {
        do {
            return try String(contentsOf: URL(filePath: path), encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw Problem(.cannotRead, "\(path) cannot be read; name a file with the secret")
        }
    }
}
