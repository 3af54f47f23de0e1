/// Where accounts and their credentials are kept. One method is one transaction.
package protocol AccountStore: Sendable {
    func accounts() async throws -> [Account]
    /// nil when there is none of that name.
    func account(named name: String) async throws -> Account?
    /// Makes an account for a name: of the annotator who has it, or of a new one.
    ///
    /// - Throws: `StoreError.accountExists`.
    func addAccount(named name: String, role: Role, at: Moment) async throws -> Account
    /// Changes all of it or nothing. Who becomes a machine loses password, sessions and links; who is disabled everything
    /// but the password.
    ///
    /// - Throws: `StoreError.lastOwner` when nobody would be left who may manage people.
    func changeAccount(_ account: AnnotatorID, _ change: AccountChange, at: Moment) async throws -> Account
    /// Changes some of an account's preferences and keeps the others as they are by then.
    func changePreferences(
        of account: AnnotatorID,
        _ change: @Sendable @escaping (inout Preferences) -> Void
    ) async throws
    /// The hash of an account's password.
    func passwordHash(of account: AnnotatorID) async throws -> String?
    /// Gives an account another password and ends its links, and its sessions but one.
    ///
    /// - Returns: False, and nothing is changed, when the former password is another by now or the session has ended.
    /// - Throws: `StoreError.annotatorIsDisabled`.
    func setPassword(_ password: NewPassword, at: Moment) async throws -> Bool
    /// Stores a credential that is no password.
    ///
    /// - Throws: `StoreError.annotatorIsDisabled`.
    func addCredential(_ credential: NewCredential, at: Moment) async throws -> Credential
    /// Stores a session of who knows a password; nil when the password is another by now.
    ///
    /// - Throws: `StoreError.annotatorIsDisabled`.
    func signIn(_ session: NewCredential, passwordHash: String, at: Moment) async throws -> Credential?
    /// Who a secret belongs to; nil when it is not known, ended, revoked, or its account disabled.
    func holder(of kind: Credential.Kind, secretHash: String, now: Moment) async throws -> CredentialHolder?
    /// Signs in by link: uses the link up if it is for one use, and stores the session, both or none.
    ///
    /// - Returns: nil when the link is not valid.
    func redeemLink(
        secretHash: String,
        session: @Sendable @escaping (AnnotatorID) -> NewCredential,
        at: Moment
    ) async throws -> CredentialHolder?
    /// Credentials that are valid, without passwords, newest first.
    func credentials(of account: AnnotatorID, now: Moment) async throws -> [Credential]
    /// Ends a link, session or token of an account; nothing happens when it has ended.
    ///
    /// - Throws: `StoreError.noSuchCredential`, also for one of others.
    func revoke(_ credential: CredentialID, of account: AnnotatorID, at: Moment) async throws
    /// Ends all sessions of an account but one: after a new password, or a lost device.
    func revokeSessions(of account: AnnotatorID, except kept: CredentialID?, at: Moment) async throws
    /// Ends an account's password, sessions and links: who has lost the one begins anew with a link. Tokens stay.
    func reset(_ account: AnnotatorID, at: Moment) async throws
    /// When accounts were last there, by a session or a token; those that never were are missing.
    func lastSeen() async throws -> [AnnotatorID: Moment]
    /// Notes that credentials were used.
    func used(_ credentials: [CredentialID], at: Moment) async throws
}

/// What becomes of an account; what is nil stays.
package struct AccountChange: Hashable, Sendable {
    package var role: Role?
    package var isDisabled: Bool?

    package init(role: Role? = nil, isDisabled: Bool? = nil) {
        self.role = role
        self.isDisabled = isDisabled
    }
}

/// A password that takes the place of another.
package struct NewPassword: Sendable {
    package let account: AnnotatorID
    package let hash: String
    /// The hash of the one that it replaces; nil where there was none.
    package let former: String?
    /// The session that goes on.
    package let session: CredentialID?

    package init(account: AnnotatorID, hash: String, former: String?, session: CredentialID?) {
        self.account = account
        self.hash = hash
        self.former = former
        self.session = session
    }
}

/// Who is there, and by what.
package struct CredentialHolder: Hashable, Sendable {
    package let account: Account
    package let credential: Credential

    package init(account: Account, credential: Credential) {
        self.account = account
        self.credential = credential
    }

    /// What the account's role and the credential's scopes both allow.
    package var permissions: Set<Permission> {
        guard let scopes = credential.scopes else { return account.role.permissions }
        return account.role.permissions.intersection(scopes)
    }
}
