internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct WebhookList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the webhooks.",
        discussion: """
            Example:
              winnow webhook list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let webhooks = try await data.webhooks().webhooks()
        try output.console.json(.array(webhooks.map(WebhookText.json)))
        guard !webhooks.isEmpty else { return output.console.note("There are no webhooks.") }
        var table = TextTable([
            ("number", .right), ("queue", .left), ("state", .left), ("told of", .left), ("address", .left),
        ])
        for webhook in webhooks {
            let isAll = webhook.kinds.count == Webhook.Kind.allCases.count
            table.add([
                "\(webhook.id)", webhook.queue, webhook.state.rawValue,
                isAll ? "everything" : webhook.kinds.map(\.rawValue).joined(separator: ","),
                VisibleText.of(webhook.url),
            ])
        }
        try output.console.result(table.text)
    }
}
