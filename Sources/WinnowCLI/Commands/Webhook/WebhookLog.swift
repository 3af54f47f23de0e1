internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct WebhookLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List a webhook's deliveries and what came of them, newest first.",
        discussion: """
            What was delivered is kept for 30 days. With --json each has the body that is sent.

            Examples:
              winnow webhook log 1
              winnow webhook log 1 --state failed --json
            """
    )

    @Argument(help: "The webhook's number.")
    var webhook: Int64

    @Option(help: ArgumentHelp("Only those that are pending, sending, delivered or failed.", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("How many at most: 1 to 1000.", valueName: "count"))
    var limit = 100

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit has to be 1 to 1000") }
    }

    func run() async throws {
        let wanted = try state.map { text in
            guard let state = Delivery.State(rawValue: text) else {
                let names = Delivery.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem.usage("--state is \"\(text)\"; it can be \(names)")
            }
            return state
        }
        let deliveries = try await data.webhooks().deliveries(of: webhook, in: wanted, limit: limit)
        try output.console.json(.array(deliveries.map(WebhookText.json)))
        guard !deliveries.isEmpty else { return output.console.note("There are no such deliveries.") }
        var table = TextTable([
            ("number", .right), ("of", .left), ("kind", .left), ("state", .left), ("attempts", .right), ("", .left),
        ])
        for delivery in deliveries {
            let again = delivery.attempts > 0 ? delivery.dueAt.map { ", again at \(AccountText.time($0))" } ?? "" : ""
            let words = delivery.reason.map { VisibleText.of($0) + again } ?? delivery.status.map { "\($0)" } ?? ""
            table.add([
                "\(delivery.id)", AccountText.time(delivery.createdAt), VisibleText.of(delivery.kind),
                delivery.state.rawValue, "\(delivery.attempts)", words,
            ])
        }
        try output.console.result(table.text)
    }
}
