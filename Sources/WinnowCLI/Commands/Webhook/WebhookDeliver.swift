internal import ArgumentParser
internal import WinnowDomain
internal import WinnowServer

struct WebhookDeliver: HereCommand {
    static let whyHere = "a server does it by itself"

    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Post what is due to the webhooks, where no server does.",
        discussion: """
            Made for cron: writes deliveries down for all that has happened, posts each that is due once, and ends. Exit code 2
            when nothing was due, 1 when something was not delivered; that is tried again when it is due again.

            \(placeText)

            Example:
              winnow webhook deliver
            """
    )

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let installation = try data.open()
        let dispatcher = WebhookDispatcher(store: installation.store, clock: installation.clock)
        try await dispatcher.enqueue()
        let sent = try await dispatcher.send()
        guard !sent.isNothing else { throw Problem(.nothingNew, "nothing is due to be delivered") }
        guard sent.failedCount == 0 else {
            throw Problem(
                .failed,
                "\(sent.failedCount) of \(sent.failedCount + sent.deliveredCount) deliveries failed; what came of them: "
                    + "winnow webhook log NUMBER"
            )
        }
        try output.console.json(.members(["delivered": .integer(sent.deliveredCount)]))
        try output.console.result("Delivered \(NumberText.count(sent.deliveredCount, "message")).")
    }
}
