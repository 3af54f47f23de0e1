extension Permission {
    /// What it allows, for people who hand it out.
    package var inWords: String {
        switch self {
        case .label: "take items and answer"
        case .browse: "see items, answers of others and how the model does"
        case .review: "change answers of others"
        case .importItems: "bring in items and labels"
        case .export: "take out items and labels"
        case .train: "start training runs, rebuild models, predict"
        case .defineQueues: "create queues and change their definitions"
        case .managePeople: "accounts, roles, links and tokens of others"
        case .manageWebhooks: "webhooks: addresses outside that are told what happens"
        }
    }
}

extension Role {
    /// What it is for, in a line.
    package var inWords: String {
        switch self {
        case .owner: "everything, also people and webhooks"
        case .manager: "everything but people and webhooks"
        case .reviewer: "labels, sees and changes answers of others, exports"
        case .annotator: "labels"
        case .machine: "a program: never signs in, does what its tokens' scopes say"
        }
    }
}
