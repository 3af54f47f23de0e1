internal import ArgumentParser
internal import WinnowAPI
internal import WinnowDomain

struct WebhookPause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Send nothing to a webhook for a while; what happens meanwhile is sent when it resumes.",
        discussion: """
            Example:
              winnow webhook pause 1
            """
    )

    @Argument(help: "The webhook's number.")
    var webhook: Int64

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await WebhookState.set(.paused, webhook, data, output) }
}

struct WebhookResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Send to a webhook again that was paused, also what happened meanwhile.",
        discussion: """
            Example:
              winnow webhook resume 1
            """
    )

    @Argument(help: "The webhook's number.")
    var webhook: Int64

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await WebhookState.set(.active, webhook, data, output) }
}

struct WebhookRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "End a webhook, for good.",
        discussion: """
            Example:
              winnow webhook remove 1
            """
    )

    @Argument(help: "The webhook's number.")
    var webhook: Int64

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await WebhookState.set(.removed, webhook, data, output) }
}

/// What the three do alike.
enum WebhookState {
    static func set(
        _ state: Webhook.State,
        _ webhook: Int64,
        _ data: DataOptions,
        _ output: OutputOptions
    ) async throws {
        let changed = try await data.webhooks().setState(state, of: webhook)
        try output.console.json(WebhookText.json(changed))
        try output.console.result("Webhook \(webhook) is \(changed.state.rawValue).")
    }
}
