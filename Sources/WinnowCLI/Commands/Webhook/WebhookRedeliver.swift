internal import ArgumentParser
internal import WinnowDomain

struct WebhookRedeliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redeliver",
        abstract: "Send deliveries again: those that were given up, or one.",
        discussion: """
            The message is the same, with the same webhook-id, so that a receiver knows what it has had already. Exit code 2
            when there is none to send again.

            Examples:
              winnow webhook redeliver 1
              winnow webhook redeliver 1 --delivery 42
            """
    )

    @Argument(help: "The webhook's number.")
    var webhook: Int64

    @Option(help: ArgumentHelp("One delivery, whatever came of it.", valueName: "number"))
    var delivery: Int64?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let count = try await data.webhooks().redeliver(delivery, of: webhook)
        guard count > 0 else { throw Problem(.nothingNew, "no delivery of webhook \(webhook) was given up") }
        try output.console.json(.members(["deliveries": .integer(count)]))
        let deliveries = count == 1 ? "delivery" : "deliveries"
        try output.console.result("\(count) \(deliveries) of webhook \(webhook) will be sent again.")
    }
}
