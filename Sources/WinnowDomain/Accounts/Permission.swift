/// What somebody may do; the scopes of a machine's token are permissions too.
package enum Permission: String, Hashable, Sendable, Codable, CaseIterable {
    /// Take items and answer; undo and change one's own answers.
    case label
    /// See items, answers of others, and how the model does.
    case browse
    /// Change answers of others.
    case review
    /// Bring in items and labels.
    case importItems = "import"
    /// Take out items and labels.
    case export
    /// Start training runs, rebuild models, predict.
    case train
    /// Create queues and change their definitions.
    case defineQueues = "queues"
    /// Accounts, roles, links and tokens of others.
    case managePeople = "people"
    /// Addresses outside that are told what happens in a queue.
    case manageWebhooks = "webhooks"
}
