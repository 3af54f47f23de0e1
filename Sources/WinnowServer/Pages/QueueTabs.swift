internal import WinnowDomain

/// The pages of a queue, as links at the head of each of them: those that somebody may see.
enum QueueTabs: String, CaseIterable {
    case label, items, counterfactuals, insight

    private var permission: Permission { self == .label ? .label : .browse }

    /// What the template `queue-tabs` is filled with.
    ///
    /// - Parameter always: Whether a single link is worth showing.
    static func values(
        _ queue: Queue,
        at current: QueueTabs?,
        for identity: Identity,
        always: Bool = false
    ) -> [String: Any] {
        let permitted = allCases.filter { identity.may($0.permission) }
        let tabs = permitted.map { tab -> [String: Any] in
            [
                "address": "/queues/\(queue.name.formEscaped)/\(tab.rawValue)", "name": tab.rawValue.capitalizedFirst,
                "isCurrent": tab == current, "isFirst": tab == permitted.first,
            ]
        }
        return ["heading": queue.definition.title, "tabs": always || tabs.count > 1 ? tabs : []]
    }
}
