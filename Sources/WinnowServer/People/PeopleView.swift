internal import WinnowDomain

/// What the list of people shows.
struct PeopleView {
    /// What stands in the form.
    struct Draft {
        let name: String
        let role: Role
    }

    let people: [PeopleDesk.Person]
    /// Names that labels came from, without an account.
    let others: [String]
    let identity: Identity
    let draft: Draft
    let mistake: String?

    /// So many names without an account are shown; imports may have brought thousands.
    private static let othersLimit = 40

    var values: [String: Any?] {
        let shown = others.prefix(Self.othersLimit)
        return [
            "people": people.map(row),
            "count": people.count.grouped,
            "isOne": people.count == 1,
            "name": draft.name,
            "roles": Self.roles(chosen: draft.role, for: identity),
            "mistake": mistake.map { "\($0.capitalizedFirst)." },
            "others": shown.map { ["name": $0, "isLast": $0 == shown.last] as [String: Any] },
            "hasOthers": !others.isEmpty,
            "moreOthers": others.count > Self.othersLimit ? (others.count - Self.othersLimit).grouped : nil,
        ]
    }

    /// The roles that somebody may give, for a list to choose from.
    static func roles(chosen: Role, for identity: Identity) -> [[String: Any]] {
        Role.allCases.filter { identity.authority.covers($0) || $0 == chosen }.map { role in
            ["value": role.rawValue, "words": role.inWords, "isChosen": role == chosen]
        }
    }

    private func row(_ person: PeopleDesk.Person) -> [String: Any] {
        let account = person.account
        return [
            "name": account.name,
            "address": PersonAddress.path(account.name),
            "role": account.role.rawValue,
            "seen": person.lastSeen?.text ?? "never",
            "password": account.role == .machine ? "–" : account.hasPassword ? "yes" : "no",
            "isDisabled": account.isDisabled,
            "isSelf": account.id == identity.account.id,
        ]
    }
}
