internal import ArgumentParser

struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Tell other programs what happens in a queue.",
        discussion: """
            A webhook is an address to which a running server posts signed messages: docs/webhooks.md. Where no server runs,
            `winnow webhook deliver` posts what is due.
            """,
        subcommands: [
            WebhookAdd.self, WebhookList.self, WebhookPing.self, WebhookLog.self, WebhookRedeliver.self,
            WebhookPause.self, WebhookResume.self, WebhookRemove.self, WebhookDeliver.self,
        ]
    )
}
