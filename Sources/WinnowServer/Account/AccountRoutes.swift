internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// One's own account: how the pages look, which keys they know, the password, and where one is signed in.
struct AccountRoutes: Sendable {
    let parts: ServerParts
    let pages: Pages
    let passwords: PasswordChange

    var routes: [Route] {
        [
            .page(.get, "/account", .signedIn, show),
            .page(.post, "/account/theme", .signedIn, setTheme),
            .page(.post, "/account/keys", .signedIn, setKeys),
            .page(.post, "/account/password", .signedIn, setPassword),
            .page(.post, "/account/sessions", .signedIn, endSessions),
        ]
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try await page(context, saved: request.uri.queryParameters.get("saved"))
    }

    private func page(
        _ context: AppContext,
        saved: String? = nil,
        _ change: (inout AccountView) -> Void = { _ in }
    ) async throws -> Response {
        let identity = try context.requireSession()
        var view = AccountView(
            identity: identity,
            sessions: try await parts.store.credentials(of: identity.account.id, now: parts.clock.now()).filter {
                $0.kind == .session
            },
            saved: saved.flatMap(AccountView.Part.init(rawValue:))
        )
        change(&view)
        let status: HTTPResponse.Status = view.hasMistakes ? .unprocessableContent : .ok
        return try pages.page("account", title: "Account", view.values, context, status: status)
    }

    private func saved(_ part: AccountView.Part) -> Response {
        .redirect(to: "/account?saved=\(part.rawValue)#\(part.rawValue)", type: .normal)
    }

    @Sendable private func setTheme(_ request: Request, _ context: AppContext) async throws -> Response {
        let account = try context.requireSession().account
        let fields = try await FormFields.ofPage(request, context)
        guard let theme = fields["theme"].flatMap(Preferences.Theme.init(rawValue:)) else {
            throw RequestError(.badRequest, "choose one of the themes")
        }
        try await parts.store.changePreferences(of: account.id) { $0.theme = theme }
        return saved(.theme)
    }

    @Sendable private func setKeys(_ request: Request, _ context: AppContext) async throws -> Response {
        let account = try context.requireSession().account
        let fields = try await FormFields.ofPage(request, context)
        if fields["reset"] != nil {
            try await parts.store.changePreferences(of: account.id) { $0.keys = [:] }
        } else {
            let typed = PageAction.allCases.map { ($0, fields["key-\($0.rawValue)"] ?? "") }
            let wanted = WantedKeys(Dictionary(uniqueKeysWithValues: typed))
            let refusals = wanted.refusals(labelKeys: try await labelKeys())
            if !refusals.isEmpty {
                return try await page(context) { $0.show(wanted, refusals, areKeysOn: fields["keys-on"] != nil) }
            }
            let (keys, areOn) = (wanted.changed, fields["keys-on"] != nil)
            try await parts.store.changePreferences(of: account.id) { preferences in
                preferences.keys = keys
                preferences.areKeysOn = areOn
            }
        }
        return saved(.keys)
    }

    private func labelKeys() async throws -> [WantedKeys.LabelKey] {
        try await parts.store.queues().flatMap { queue in
            zip(LabelKeys.all(of: queue.definition), queue.definition.labels).compactMap { key, label in
                key.map { WantedKeys.LabelKey(key: String($0), label: label.name, queue: queue.definition.title) }
            }
        }
    }

    @Sendable private func setPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try context.requireSession()
        let fields = try await FormFields.ofPage(request, context)
        let mistake = try await passwords.change(
            PasswordChange.Wish(old: fields["old"], new: fields["new"] ?? "", again: fields["again"] ?? ""),
            of: identity
        )
        if let mistake { return try await page(context) { $0.passwordMistake = mistake } }
        return saved(.password)
    }

    @Sendable private func endSessions(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try context.requireSession()
        let fields = try await FormFields.ofPage(request, context)
        let now = parts.clock.now()
        if let id = fields["session"].flatMap({ Int64($0) }) {
            try await parts.store.revoke(CredentialID(id), of: identity.account.id, at: now)
        } else if fields["others"] != nil {
            try await parts.store.revokeSessions(of: identity.account.id, except: identity.credential.id, at: now)
        } else {
            throw RequestError(.badRequest, "say which session is to end, or that all others are")
        }
        return saved(.sessions)
    }
}
