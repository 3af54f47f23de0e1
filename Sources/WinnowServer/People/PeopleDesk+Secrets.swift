package import WinnowDomain

/// A credential with its secret, which is told this once.
package struct IssuedSecret: Sendable {
    package let credential: Credential
    package let text: String
}

extension IssuedSecret: CustomStringConvertible {
    /// Without the secret: whoever writes it into a log by mistake writes nothing.
    package var description: String { "secret of credential \(credential.id)" }
}

extension PeopleDesk {
    /// What a program is to get.
    package struct TokenWish: Sendable {
        package let name: String
        package let scopes: Set<Permission>
        /// nil: until it is revoked.
        package let days: Int?

        package init(name: String, scopes: Set<Permission>, days: Int?) {
            self.name = name
            self.scopes = scopes
            self.days = days
        }
    }

    /// Makes a link that signs somebody in once.
    package func makeLink(
        for name: String,
        hours: Int = usualHours,
        by authority: Authority
    ) async throws -> IssuedSecret {
        let account = try await account(name, by: authority)
        try requireSignIn(account, hours: hours)
        return try await SignInLink.make(
            for: account.id,
            validity: .seconds(hours * 3_600),
            store: store,
            now: clock.now()
        )
    }

    /// Ends password, sessions and links of somebody who has lost them, and makes a link to begin anew. Tokens stay.
    package func reset(
        _ name: String,
        hours: Int = usualHours,
        by authority: Authority
    ) async throws -> IssuedSecret {
        let account = try await account(name, by: authority)
        try requireSignIn(account, hours: hours)
        if account.id == authority.account { throw PeopleError.ownReset }
        if account.isDisabled { throw StoreError.annotatorIsDisabled(name: name) }
        try await store.reset(account.id, at: clock.now())
        return try await makeLink(for: name, hours: hours, by: authority)
    }

    private func requireSignIn(_ account: Account, hours: Int) throws {
        guard account.role != .machine else { throw PeopleError.machineSignsInNowhere(name: account.name) }
        guard (1...Self.longestHours).contains(hours) else { throw PeopleError.badHours(hours) }
    }

    /// Makes a bearer token.
    package func makeToken(
        for name: String,
        _ wish: TokenWish,
        by authority: Authority
    ) async throws -> IssuedSecret {
        let account = try await account(name, by: authority)
        guard AnnotatorName.isPlain(wish.name) else { throw PeopleError.badTokenName }
        guard !wish.scopes.isEmpty else { throw PeopleError.noScopes(role: account.role) }
        let beyondRole = wish.scopes.subtracting(account.role.permissions)
        guard beyondRole.isEmpty else { throw PeopleError.scopesBeyondRole(beyondRole, role: account.role) }
        let beyond = wish.scopes.subtracting(authority.permissions)
        guard beyond.isEmpty else { throw PeopleError.scopesBeyondAuthority(beyond) }
        if let days = wish.days, !(1...Self.longestDays).contains(days) { throw PeopleError.badDays(days) }
        let (secret, now) = (Secret(prefix: Secret.tokenMark), clock.now())
        let credential = try await store.addCredential(
            NewCredential(
                account: account.id,
                kind: .token,
                secretHash: secret.hash,
                name: wish.name,
                scopes: wish.scopes,
                expiresAt: wish.days.map { now.advanced(by: .seconds($0 * 86_400)) }
            ),
            at: now
        )
        return IssuedSecret(credential: credential, text: secret.text)
    }
}
