package import WinnowDomain

/// What owners do with accounts: behind the pages, the API and the command line.
package struct PeopleDesk: Sendable {
    package typealias Store = AccountStore & AnnotatorStore & BrowsingStore

    package static let usualHours = 24
    package static let longestHours = 8_760
    package static let longestDays = 3_650

    let store: any Store
    let clock: any WallClock

    package init(store: any Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// An account and when it was last there.
    package struct Person: Hashable, Sendable {
        package let account: Account
        package let lastSeen: Moment?
    }

    /// By name.
    package func people() async throws -> [Person] {
        let lastSeen = try await store.lastSeen()
        return try await store.accounts().map { Person(account: $0, lastSeen: lastSeen[$0.id]) }
    }

    /// - Throws: `PeopleError.noSuchAccount`, as all that take a name.
    package func person(_ name: String) async throws -> Person {
        let account = try await account(name)
        return Person(account: account, lastSeen: try await store.lastSeen()[account.id])
    }

    /// Names that labels came from and nobody can sign in with, by name.
    func namesWithoutAccount() async throws -> [String] {
        let known = Set(try await store.accounts().map(\.id))
        return try await store.annotatorNames().filter { !known.contains($0.key) }.map(\.value).sorted()
    }

    package func add(_ name: String, role: Role, by authority: Authority) async throws -> Account {
        if let reason = AnnotatorName.refusal(name) { throw PeopleError.badName(reason: reason) }
        try require(authority, over: role)
        return try await store.addAccount(named: name, role: role, at: clock.now())
    }

    /// - Throws: `StoreError.lastOwner`, decided where nobody comes in between.
    package func change(_ name: String, _ change: AccountChange, by authority: Authority) async throws -> Account {
        let account = try await account(name, by: authority)
        if let role = change.role { try require(authority, over: role) }
        return try await store.changeAccount(account.id, change, at: clock.now())
    }

    /// Links, sessions and tokens that are valid, newest first.
    package func credentials(of name: String) async throws -> [Credential] {
        try await store.credentials(of: try await account(name).id, now: clock.now())
    }

    /// - Throws: `StoreError.noSuchCredential`.
    package func revoke(_ credential: CredentialID, of name: String, by authority: Authority) async throws {
        let account = try await account(name, by: authority)
        try await store.revoke(credential, of: account.id, at: clock.now())
    }

    func account(_ name: String) async throws -> Account {
        guard let account = try await store.account(named: name) else { throw PeopleError.noSuchAccount(name: name) }
        return account
    }

    func account(_ name: String, by authority: Authority) async throws -> Account {
        let account = try await account(name)
        try require(authority, over: account.role)
        return account
    }

    func require(_ authority: Authority, over role: Role) throws {
        guard authority.covers(role) else { throw PeopleError.beyondAuthority(role: role) }
    }
}
