import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct PasswordTests {
    private let store: StoreFixture
    private let anna: Account

    init() async throws {
        store = try await StoreFixture()
        anna = try await store.database.addAccount(named: "anna", role: .annotator, at: Moment(1))
    }

    private func setPassword(_ hash: String, former: String?, session: CredentialID? = nil) async throws -> Bool {
        try await store.database.setPassword(
            NewPassword(account: anna.id, hash: hash, former: former, session: session),
            at: Moment(3)
        )
    }

    private func session(_ secret: String) async throws -> Credential {
        try await store.database.addCredential(
            NewCredential(account: anna.id, kind: .session, secretHash: secret),
            at: Moment(2)
        )
    }

    private func isSignedIn(_ secret: String) async throws -> Bool {
        try await store.database.holder(of: .session, secretHash: secret, now: Moment(4)) != nil
    }

    @Test("a new password takes the place of the old one and ends all sessions but one")
    func replaces() async throws {
        #expect(try await setPassword("first", former: nil))
        let (kept, _) = (try await session("kept"), try await session("other"))
        #expect(try await setPassword("second", former: "first", session: kept.id))
        #expect(try await store.database.passwordHash(of: anna.id) == "second")
        #expect(try await store.database.account(named: "anna")?.hasPassword == true)
        #expect(try await isSignedIn("kept"))
        #expect(try await !isSignedIn("other"))
    }

    @Test("a password that was replaced meanwhile, or whose session was ended, changes nothing")
    func overtaken() async throws {
        #expect(try await setPassword("first", former: nil))
        let (one, _) = (try await session("one"), try await session("two"))
        #expect(try await !setPassword("second", former: "another", session: one.id))
        try await store.database.revoke(one.id, of: anna.id, at: Moment(3))
        #expect(try await !setPassword("second", former: "first", session: one.id))
        #expect(try await store.database.passwordHash(of: anna.id) == "first")
        #expect(try await isSignedIn("two"))
    }

    @Test("of many that set a password at once one does it")
    func atOnce() async throws {
        let count = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 { group.addTask { try await setPassword("hash \(number)", former: nil) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(count == 1)
    }

    @Test("who signs in with a password that was changed or reset since is not signed in")
    func signIn() async throws {
        func signIn(_ secret: String, _ hash: String) async throws -> Credential? {
            try await store.database.signIn(
                NewCredential(account: anna.id, kind: .session, secretHash: secret),
                passwordHash: hash,
                at: Moment(3)
            )
        }
        #expect(try await setPassword("first", former: nil))
        #expect(try await signIn("one", "first") != nil)
        #expect(try await setPassword("second", former: "first"))
        #expect(try await signIn("two", "first") == nil)
        try await store.database.reset(anna.id, at: Moment(3))
        #expect(try await signIn("three", "second") == nil)
        for secret in ["one", "two", "three"] { #expect(try await !isSignedIn(secret)) }
    }

    @Test("a disabled account is given nothing that would be valid when it is enabled again")
    func disabled() async throws {
        _ = try await store.database.changeAccount(anna.id, AccountChange(isDisabled: true), at: Moment(2))
        let refusal = StoreError.annotatorIsDisabled(name: "anna")
        await #expect(throws: refusal) { _ = try await session("one") }
        await #expect(throws: refusal) { _ = try await setPassword("first", former: nil) }
        #expect(try await store.database.account(named: "anna")?.hasPassword == false)
    }

    @Test("a password is no credential that can be added or revoked by number")
    func kinds() async throws {
        #expect(try await setPassword("first", former: nil))
        await #expect(throws: StoreError.self) {
            try await store.database.addCredential(
                NewCredential(account: anna.id, kind: .password, secretHash: "x"),
                at: Moment(3)
            )
        }
        for number in 1...5 {
            await #expect(throws: StoreError.noSuchCredential(CredentialID(Int64(number)))) {
                try await store.database.revoke(CredentialID(Int64(number)), of: anna.id, at: Moment(3))
            }
        }
        #expect(try await store.database.passwordHash(of: anna.id) == "first")
    }
}
