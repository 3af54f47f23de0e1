/// What an account is for, and so what it may do.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case owner
    case manager
    case reviewer
    case annotator
    /// A program with tokens: it may do what the token's scopes say, and never sign in.
    case machine

    /// The policy: one place, walked by a test for each role and route.
    package var permissions: Set<Permission> {
        switch self {
        case .owner: Set(Permission.allCases)
        case .manager: Set(Permission.allCases).subtracting([.managePeople, .manageWebhooks])
        case .reviewer: [.label, .browse, .review, .export]
        case .annotator: [.label]
        case .machine: Set(Permission.allCases).subtracting([.managePeople, .manageWebhooks])
        }
    }
}
