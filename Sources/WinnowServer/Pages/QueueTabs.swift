internal import WinnowDomain

/// The pages of a queue, as links at the head of each of them: those that somebody may see.
enum QueueTabs: String, CaseIterable {
    case label, items, insight

    private var permission: Permission { self == .label ? .label : .browse }

    /// What the template `queue-tabs` is filled with.
    static func values(_ queue: Queue, at current: QueueTabs, for identity: Identity) -> [String: Any] {
        let tabs = allCases.filter { identity.may($0.permission) }.map { tab -> [String: Any] in
            [
                "address": "/queues/\(queue.name.formEscaped)/\(tab.rawValue)", "name": tab.rawValue.capitalizedFirst,
                "isCurrent": tab == current,
            ]
        }
        return ["heading": queue.definition.title, "tabs": tabs.count > 1 ? tabs : []]
    }
}
