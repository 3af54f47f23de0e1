internal import WinnowDomain

/// Gives an account a new password.
struct PasswordChange: Sendable {
    struct Wish: Sendable {
        let old: String?
        let new: String
        let again: String
    }

    private let store: any AccountStore
    private let clock: any WallClock
    private let hasher: PasswordHasher
    /// By account: a session that somebody left open is no way to guess the password.
    private let attempts = AttemptLimiter(capacity: 10, perSecond: 0.05)

    init(store: any AccountStore, clock: any WallClock, hasher: PasswordHasher) {
        self.store = store
        self.clock = clock
        self.hasher = hasher
    }

    /// Changes the password and ends all other sessions.
    ///
    /// - Returns: Why it was not done; nil when it was.
    /// - Throws: `RequestError` after too many attempts.
    func change(_ wish: Wish, of identity: Identity) async throws -> String? {
        let account = identity.account
        guard account.role != .machine else { return "a machine has tokens and no password" }
        if wish.new != wish.again { return "the two new passwords differ" }
        if let reason = PasswordRule.refusal(wish.new, name: account.name) { return reason }
        if let wait = attempts.attempt("\(account.id)", now: clock.now()) {
            throw RequestError(.tooManyRequests, "try again in \(wait) seconds", retryAfterSeconds: wait)
        }
        let former = try await store.passwordHash(of: account.id)
        if let former {
            guard try await hasher.isRight(wish.old ?? "", hash: former) else { return "the old password is wrong" }
        }
        let isSet = try await store.setPassword(
            NewPassword(
                account: account.id,
                hash: try await hasher.hash(wish.new),
                former: former,
                session: identity.credential.id
            ),
            at: clock.now()
        )
        return isSet ? nil : "the password was changed or reset in the meantime; sign in again"
    }
}
