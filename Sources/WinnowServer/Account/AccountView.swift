internal import WinnowDomain

/// What the account page shows.
struct AccountView {
    /// The parts of the page, each a form of its own.
    enum Part: String {
        case theme, keys, password, sessions

        var inWords: String {
            switch self {
            case .theme: "The theme is saved."
            case .keys: "The keys are saved."
            case .password: "The password is saved; all other sessions are ended."
            case .sessions: "The sessions are ended."
            }
        }
    }

    let identity: Identity
    let sessions: [Credential]
    let saved: Part?
    var passwordMistake: String?
    private var keys: [PageAction: String] = [:]
    private var refusals: [PageAction: String] = [:]
    private var areKeysOn: Bool

    init(identity: Identity, sessions: [Credential], saved: Part?) {
        self.identity = identity
        self.sessions = sessions
        self.saved = saved
        areKeysOn = identity.account.preferences.areKeysOn
        for action in PageAction.allCases {
            keys[action] = identity.account.preferences.keys[action.rawValue] ?? action.standardKey
        }
    }

    var hasMistakes: Bool { passwordMistake != nil || !refusals.isEmpty }

    /// Shows keys that cannot be taken, with the reasons.
    mutating func show(_ wanted: WantedKeys, _ refusals: [PageAction: String], areKeysOn: Bool) {
        keys = wanted.keys
        self.refusals = refusals
        self.areKeysOn = areKeysOn
    }

    var values: [String: Any?] {
        let account = identity.account
        let others = sessions.filter { $0.id != identity.credential.id }
        return [
            "role": account.role.rawValue,
            "permissions": identity.permissions.map(\.rawValue).sorted().joined(separator: ", "),
            "themes": Preferences.Theme.allCases.map { theme in
                [
                    "value": theme.rawValue, "name": Self.name(of: theme),
                    "isChosen": theme == account.preferences.theme,
                ] as [String: Any]
            },
            "keys": PageAction.allCases.map(row),
            "areKeysOn": areKeysOn,
            "hasKeyMistakes": !refusals.isEmpty,
            "hasPassword": account.hasPassword,
            "isPerson": account.role != .machine,
            "shortest": PasswordRule.shortest,
            "passwordMistake": passwordMistake?.capitalizedFirst,
            "sessions": sessions.map(row),
            "hasOthers": !others.isEmpty,
            "saved": saved?.inWords,
        ]
    }

    private static func name(of theme: Preferences.Theme) -> String {
        switch theme {
        case .system: "As the system"
        case .light: "Light"
        case .dark: "Dark"
        }
    }

    private func row(_ action: PageAction) -> [String: Any] {
        let key = keys[action] ?? ""
        var row: [String: Any] = [
            "action": action.rawValue, "words": action.inWords.capitalizedFirst, "key": PageAction.name(of: key),
            "standard": PageAction.name(of: action.standardKey), "isChanged": key != action.standardKey,
        ]
        row["mistake"] = refusals[action]?.capitalizedFirst
        return row
    }

    private func row(_ session: Credential) -> [String: Any] {
        [
            "id": session.id.description,
            "browser": BrowserName.short(session.name),
            "since": session.createdAt.text,
            "used": (session.usedAt ?? session.createdAt).text,
            "isThis": session.id == identity.credential.id,
        ]
    }
}
