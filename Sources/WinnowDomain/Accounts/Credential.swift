package typealias CredentialID = Identifier<Credential>

/// Something that proves who somebody is. Its secret is kept as a hash only.
package struct Credential: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A salted scrypt hash.
        case password
        /// An address that signs in whoever opens it, once or until it ends.
        case link
        /// A browser that is signed in.
        case session
        /// A bearer token of a program.
        case token
    }

    package let id: CredentialID
    package let account: AnnotatorID
    package let kind: Kind
    /// What its owner calls it; of a session, the browser.
    package let name: String?
    /// What a token may do at most; nil for what the role may.
    package let scopes: Set<Permission>?
    package let createdAt: Moment
    /// nil: until it is revoked.
    package let expiresAt: Moment?
    package let usedAt: Moment?

    package init(
        id: CredentialID,
        account: AnnotatorID,
        kind: Kind,
        name: String?,
        scopes: Set<Permission>?,
        createdAt: Moment,
        expiresAt: Moment?,
        usedAt: Moment?
    ) {
        self.id = id
        self.account = account
        self.kind = kind
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }
}

/// A credential before it has a number.
package struct NewCredential: Sendable {
    package var account: AnnotatorID
    package var kind: Credential.Kind
    /// Of a password the scrypt text, of anything else the digest of the random secret.
    package var secretHash: String
    package var name: String?
    package var scopes: Set<Permission>?
    package var expiresAt: Moment?
    /// Whether it ends with its first use.
    package var isSingleUse: Bool

    package init(
        account: AnnotatorID,
        kind: Credential.Kind,
        secretHash: String,
        name: String? = nil,
        scopes: Set<Permission>? = nil,
        expiresAt: Moment? = nil,
        isSingleUse: Bool = false
    ) {
        self.account = account
        self.kind = kind
        self.secretHash = secretHash
        self.name = name
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.isSingleUse = isSingleUse
    }
}
