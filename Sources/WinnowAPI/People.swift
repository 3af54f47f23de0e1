package import WinnowDomain

/// Somebody who can sign in, or a machine with tokens.
package struct PersonDocument: Hashable, Sendable, Codable {
    package let name: String
    package let role: Role
    package let isDisabled: Bool
    package let hasPassword: Bool
    /// Seconds since 1970; missing for those who never were there.
    package let lastSeenAt: Double?

    package init(_ account: Account, lastSeen: Moment?) {
        name = account.name
        role = account.role
        isDisabled = account.isDisabled
        hasPassword = account.hasPassword
        lastSeenAt = lastSeen?.seconds
    }
}

package struct PeopleReply: Sendable, Codable {
    /// By name.
    package let people: [PersonDocument]

    package init(people: [PersonDocument]) {
        self.people = people
    }
}

/// An account to be made, of an annotator who has the name or of a new one.
package struct NewPersonRequest: Sendable, Codable {
    package let name: String
    /// Else `annotator`.
    package let role: Role?

    package init(name: String, role: Role? = nil) {
        self.name = name
        self.role = role
    }
}

/// What becomes of an account; what is missing stays, and all of it happens or nothing.
package struct PersonChangeRequest: Sendable, Codable {
    package let role: Role?
    package let isDisabled: Bool?

    package init(role: Role? = nil, isDisabled: Bool? = nil) {
        self.role = role
        self.isDisabled = isDisabled
    }
}

/// A link that signs somebody in once.
package struct LinkRequest: Sendable, Codable {
    /// How long it can be used: 1 to 8,760; else 24.
    package let hours: Int?
    /// Whether password, sessions and other links end first, as for somebody who has lost them.
    package let isReset: Bool?

    package init(hours: Int? = nil, isReset: Bool? = nil) {
        self.hours = hours
        self.isReset = isReset
    }
}

package struct LinkReply: Sendable, Codable {
    package let credential: CredentialDocument
    /// What nobody but the person should see; it is told once.
    package let link: String

    package init(credential: CredentialDocument, link: String) {
        self.credential = credential
        self.link = link
    }
}

/// A bearer token for a program.
package struct TokenRequest: Sendable, Codable {
    /// What it is called in lists.
    package let name: String
    /// What it may do at most: one or more permissions that the account's role has.
    package let scopes: [Permission]
    /// 1 to 3,650; else it is valid until it is revoked.
    package let days: Int?

    package init(name: String, scopes: [Permission], days: Int? = nil) {
        self.name = name
        self.scopes = scopes
        self.days = days
    }
}

package struct TokenReply: Sendable, Codable {
    package let credential: CredentialDocument
    /// To be sent as `Authorization: Bearer TOKEN`; it is told once.
    package let token: String

    package init(credential: CredentialDocument, token: String) {
        self.credential = credential
        self.token = token
    }
}

/// A link, session or token that is valid; its secret is nowhere.
package struct CredentialDocument: Hashable, Sendable, Codable {
    package let id: Int64
    package let kind: Credential.Kind
    /// Of a token, what it is called; of a session, what the browser says of itself.
    package let name: String?
    package let scopes: [Permission]?
    /// Seconds since 1970, as the others.
    package let createdAt: Double
    /// Missing: valid until it is revoked.
    package let expiresAt: Double?
    package let usedAt: Double?

    package init(_ credential: Credential) {
        id = credential.id.rawValue
        kind = credential.kind
        name = credential.name
        scopes = credential.scopes.map { $0.sorted { $0.rawValue < $1.rawValue } }
        createdAt = credential.createdAt.seconds
        expiresAt = credential.expiresAt?.seconds
        usedAt = credential.usedAt?.seconds
    }
}

package struct CredentialsReply: Sendable, Codable {
    /// Newest first.
    package let credentials: [CredentialDocument]

    package init(credentials: [CredentialDocument]) {
        self.credentials = credentials
    }
}
