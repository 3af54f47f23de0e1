internal import WinnowDomain

/// What the page of one person shows.
struct PersonView {
    /// What has just been done.
    enum Done: String {
        case role, disabled, enabled, revoked

        var inWords: String {
            switch self {
            case .role: "The role is saved."
            case .disabled: "The account is disabled; sessions, links and tokens have ended."
            case .enabled: "The account is enabled. Make a link to let them in, or tokens anew."
            case .revoked: "It has ended."
            }
        }
    }

    /// A secret that is shown this once.
    struct Issued {
        let credential: Credential
        let text: String

        init(_ credential: Credential, text: String) {
            self.credential = credential
            self.text = text
        }
    }

    let person: PeopleDesk.Person
    let credentials: [Credential]
    let identity: Identity
    var done: Done?
    var issued: Issued?
    var mistake: RequestError?
    var draft: TokenDraft?

    init(person: PeopleDesk.Person, credentials: [Credential], identity: Identity) {
        self.person = person
        self.credentials = credentials
        self.identity = identity
    }

    private var account: Account { person.account }
    private var isSelf: Bool { account.id == identity.account.id }
    private var isMachine: Bool { account.role == .machine }

    var values: [String: Any?] {
        [
            "name": account.name,
            "role": account.role.rawValue,
            "seen": person.lastSeen.map { "last seen \($0.text)" } ?? "never seen yet",
            "isSelf": isSelf,
            "isDisabled": account.isDisabled,
            "hasPassword": account.hasPassword,
            "mayBeUsed": !account.isDisabled,
            "maySignIn": !account.isDisabled && !isMachine,
            "mayBeReset": !account.isDisabled && !isMachine && !isSelf,
            "done": done?.inWords,
            "mistake": mistake.map { "\(($0.detail ?? $0.code.title).capitalizedFirst)." },
            "issued": issued.map(Self.row),
            "roles": PeopleView.roles(chosen: account.role, for: identity),
            "changeAddress": PersonAddress.path(account.name, "change"),
            "linkAddress": PersonAddress.path(account.name, "links"),
            "resetAddress": PersonAddress.path(account.name, "reset"),
            "tokenAddress": PersonAddress.path(account.name, "tokens"),
            "revokeAddress": PersonAddress.path(account.name, "revoke"),
            "links": credentials.filter { $0.kind == .link }.map(row),
            "sessions": credentials.filter { $0.kind == .session }.map(row),
            "tokens": credentials.filter { $0.kind == .token }.map(row),
            "hours": PersonDurations.links.map(PersonDurations.hours),
            "days": PersonDurations.tokens.map { PersonDurations.days($0, chosen: draft?.days ?? "90") },
            "scopes": scopes,
            "tokenName": draft?.name ?? "",
        ]
    }

    private var scopes: [[String: Any]] {
        Permission.allCases.filter { account.role.permissions.contains($0) && identity.may($0) }.map { permission in
            [
                "value": permission.rawValue, "words": permission.inWords,
                "isChosen": draft?.scopes.contains(permission.rawValue) ?? false,
            ]
        }
    }

    private static func row(_ issued: Issued) -> [String: Any] {
        let isLink = issued.credential.kind == .link
        var row: [String: Any] = ["text": issued.text, "isLink": isLink, "isToken": !isLink]
        row["end"] = issued.credential.expiresAt.map { "until \($0.text)" } ?? "until it is revoked"
        return row
    }

    private func row(_ credential: Credential) -> [String: Any] {
        let isSession = credential.kind == .session
        let name = isSession ? BrowserName.short(credential.name) : credential.name ?? "Link"
        return [
            "id": credential.id.description,
            "name": name,
            "scopes": credential.scopes.map { $0.map(\.rawValue).sorted().joined(separator: ", ") }
                ?? "all of the role",
            "made": credential.createdAt.text,
            "end": credential.expiresAt.map { "valid until \($0.text)" } ?? "valid until it is revoked",
            "used": credential.usedAt.map { "last used \($0.text)" } ?? "not used yet",
            "isThis": credential.id == identity.credential.id,
        ]
    }
}
