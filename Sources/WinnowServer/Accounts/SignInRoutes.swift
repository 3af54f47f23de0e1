internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain

/// Signing in with a password or a link, and out again.
struct SignInRoutes: Sendable {
    let parts: ServerParts
    let pages: Pages
    let cookie: SessionCookie
    let hasher: PasswordHasher
    /// By network address, and by name: neither one guesser at all names nor many at one get far.
    private let peers = AttemptLimiter(capacity: 20, perSecond: 0.2)
    private let names = AttemptLimiter(capacity: 10, perSecond: 0.1)

    init(parts: ServerParts, pages: Pages, cookie: SessionCookie, hasher: PasswordHasher) {
        self.parts = parts
        self.pages = pages
        self.cookie = cookie
        self.hasher = hasher
    }

    /// From whoever asks, so no more than a name, a long password and an address take.
    private static let formLimit = 8_192

    var routes: [Route] {
        [
            .page(.get, "/sign-in", .everybody, form),
            .page(.post, "/sign-in", .everybody, bodyLimit: Self.formLimit, signIn),
            .page(.get, "/sign-in/link", .everybody, linkForm),
            .page(.post, "/sign-in/link", .everybody, bodyLimit: Self.formLimit, redeemLink),
            .page(.post, "/sign-out", .signedIn, signOut),
        ]
    }

    @Sendable private func form(_ request: Request, _ context: AppContext) throws -> Response {
        let next = LocalPath(request.uri.queryParameters.get("next"))
        if context.identity != nil { return .redirect(to: next.text, type: .normal) }
        return try pages.page("sign-in", title: "Sign in", ["next": next.text], context)
    }

    @Sendable private func signIn(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await FormFields(of: request, context)
        let (name, password) = (fields["name"] ?? "", fields["password"] ?? "")
        try limit(context, name)
        let account = try await parts.store.account(named: name)
        let hash: String? = if let account { try await parts.store.passwordHash(of: account.id) } else { nil }
        let isRight = try await hasher.isRight(password, hash: hash)
        let secret = Secret()
        guard isRight, let account, let hash, !account.isDisabled, account.role != .machine,
            try await parts.store.signIn(
                session(of: account.id, secret, request),
                passwordHash: hash,
                at: parts.clock.now()
            ) != nil
        else {
            return try pages.page(
                "sign-in",
                title: "Sign in",
                ["next": LocalPath(fields["next"]).text, "name": name, "isWrong": true],
                context,
                status: .unauthorized
            )
        }
        return try await signedIn(secret, context, to: LocalPath(fields["next"]))
    }

    private func limit(_ context: AppContext, _ name: String?) throws {
        let now = parts.clock.now()
        let wait =
            peers.attempt(NetworkOrigin(of: context.peer).text, now: now)
            ?? name.flatMap { names.attempt($0, now: now) }
        if let wait {
            throw RequestError(.tooManyRequests, "try again in \(wait) seconds", retryAfterSeconds: wait)
        }
    }

    /// Asks before the link is used: what looks at links for people, as mail programs do, would use it up.
    @Sendable private func linkForm(_ request: Request, _ context: AppContext) throws -> Response {
        try pages.page(
            "sign-in-link",
            title: "Sign in",
            ["token": request.uri.queryParameters.get("token") ?? ""],
            context
        )
    }

    @Sendable private func redeemLink(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await FormFields(of: request, context)
        try limit(context, nil)
        let (link, secret) = (Secret(presented: fields["token"] ?? ""), Secret())
        let browser = browserName(request)
        let expiry = expiry
        let holder = try await parts.store.redeemLink(
            secretHash: link.hash,
            session: {
                NewCredential(
                    account: $0,
                    kind: .session,
                    secretHash: secret.hash,
                    name: browser,
                    expiresAt: expiry
                )
            },
            at: parts.clock.now()
        )
        guard holder != nil else {
            return try pages.page("sign-in-link", title: "Sign in", ["isUsed": true], context, status: .unauthorized)
        }
        return try await signedIn(secret, context, to: LocalPath(nil))
    }

    @Sendable private func signOut(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try context.requireIdentity()
        let fields = try await FormFields(of: request, context)
        try FormGuard.check(fields[FormGuard.field], for: identity)
        try await parts.store.revoke(identity.credential.id, of: identity.account.id, at: parts.clock.now())
        var response = Response.redirect(to: "/sign-in", type: .normal)
        cookie.clear(on: &response)
        return response
    }

    private var expiry: Moment { parts.clock.now().advanced(by: .seconds(SessionCookie.days * 86_400)) }

    private func session(of account: AnnotatorID, _ secret: Secret, _ request: Request) -> NewCredential {
        NewCredential(
            account: account,
            kind: .session,
            secretHash: secret.hash,
            name: browserName(request),
            expiresAt: expiry
        )
    }

    private func browserName(_ request: Request) -> String? {
        request.headers[.userAgent].map { String($0.prefix(200)) }
    }

    /// Hands out the new session. The one that the browser had ends: nobody would find it any more.
    private func signedIn(_ secret: Secret, _ context: AppContext, to next: LocalPath) async throws -> Response {
        if let former = context.identity, former.credential.kind == .session {
            try await parts.store.revoke(former.credential.id, of: former.account.id, at: parts.clock.now())
        }
        var response = Response.redirect(to: next.text, type: .normal)
        cookie.set(secret, on: &response)
        return response
    }
}
