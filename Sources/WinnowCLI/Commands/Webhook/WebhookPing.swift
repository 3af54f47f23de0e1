internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct WebhookPing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping",
        abstract: "Send a message that says nothing, to see whether it arrives.",
        discussion: """
            The running server sends it within a second or two; `winnow webhook log` says what came of it.

            Example:
              winnow webhook ping 1
            """
    )

    @Argument(help: "The webhook's number.")
    var webhook: Int64

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let delivery = try await data.webhooks().ping(webhook)
        try output.console.json(WebhookText.json(delivery))
        try output.console.result(
            "Delivery \(delivery.id) is due; what comes of it: winnow webhook log \(webhook)"
        )
    }
}
