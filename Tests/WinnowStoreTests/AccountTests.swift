import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct AccountTests {
    private func session(_ secret: String) -> @Sendable (AnnotatorID) -> NewCredential {
        { NewCredential(account: $0, kind: .session, secretHash: secret, expiresAt: Moment(500)) }
    }

    @Test("an account is made of the annotator who has the name, or of a new one, once")
    func add() async throws {
        let store = try await StoreFixture()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        #expect(try await store.database.addAccount(named: "anna", role: .owner, at: Moment(1)).id == anna.id)
        await #expect(throws: StoreError.accountExists(name: "anna")) {
            try await store.database.addAccount(named: "anna", role: .manager, at: Moment(2))
        }
        #expect(try await store.database.account(named: "nobody") == nil)
    }

    @Test("the last owner stays one")
    func lastOwner() async throws {
        let store = try await StoreFixture()
        let anna = try await store.database.addAccount(named: "anna", role: .owner, at: Moment(1))
        await #expect(throws: StoreError.lastOwner) {
            try await store.database.changeAccount(anna.id, AccountChange(role: .annotator), at: Moment(2))
        }
        #expect(try await store.database.account(named: "anna")?.role == .owner)
        _ = try await store.database.addAccount(named: "ben", role: .owner, at: Moment(3))
        _ = try await store.database.changeAccount(anna.id, AccountChange(role: .annotator), at: Moment(4))
        #expect(try await store.database.account(named: "anna")?.role == .annotator)
    }

    @Test("the last owner is not disabled, also when two owners turn on each other at once")
    func lastOwnerDisabled() async throws {
        let store = try await StoreFixture()
        for name in ["anna", "ben"] {
            _ = try await store.database.addAccount(named: name, role: .owner, at: Moment(1))
        }
        let (anna, ben) = (
            try await store.database.annotator(named: "anna"), try await store.database.annotator(named: "ben")
        )
        async let first: Void = store.database.setDisabled(true, annotator: ben, at: Moment(2))
        async let second = store.database.changeAccount(anna.id, AccountChange(role: .annotator), at: Moment(2))
        var refusals = 0
        do { try await first } catch StoreError.lastOwner { refusals += 1 }
        do { _ = try await second } catch StoreError.lastOwner { refusals += 1 }
        #expect(refusals == 1)
        let owners = try await store.database.accounts().filter { $0.role == .owner && !$0.isDisabled }
        #expect(owners.count == 1)
    }

    @Test("who is disabled loses sessions and tokens for good, and gives back what they hold")
    func disabled() async throws {
        let store = try await StoreFixture()
        _ = try await store.importEntries([store.entry("item-0", "text")])
        let anna = try await store.database.addAccount(named: "anna", role: .annotator, at: Moment(1))
        _ = try await store.database.addCredential(session("one")(anna.id), at: Moment(1))
        #expect(
            try await store.claim([store.itemIDs()[0]], by: store.database.annotator(named: "anna"), now: 2) != nil
        )
        for isDisabled in [true, false] {
            let annotator = try await store.database.annotator(named: "anna")
            try await store.database.setDisabled(isDisabled, annotator: annotator, at: Moment(3))
        }
        #expect(try await store.database.holder(of: .session, secretHash: "one", now: Moment(4)) == nil)
        #expect(try await store.database.activeAssignments(in: store.queue.id, now: Moment(4)).isEmpty)
    }

    @Test("a link for one use makes one session, however many open it at once")
    func oneUse() async throws {
        let store = try await StoreFixture()
        let anna = try await store.database.addAccount(named: "anna", role: .owner, at: Moment(1))
        _ = try await store.database.addCredential(
            NewCredential(account: anna.id, kind: .link, secretHash: "link", isSingleUse: true),
            at: Moment(1)
        )
        let count = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try await store.database.redeemLink(
                        secretHash: "link",
                        session: session("session \(number)"),
                        at: Moment(2)
                    ) != nil
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(count == 1)
        #expect(try await store.database.credentials(of: anna.id, now: Moment(3)).count == 1)
    }

    @Test("a credential that has ended, was revoked, or whose account is disabled proves nobody")
    func ended() async throws {
        let store = try await StoreFixture()
        let anna = try await store.database.addAccount(named: "anna", role: .annotator, at: Moment(1))
        func holder(_ secret: String, _ now: Double) async throws -> CredentialHolder? {
            try await store.database.holder(of: .session, secretHash: secret, now: Moment(now))
        }
        let one = try await store.database.addCredential(session("one")(anna.id), at: Moment(1))
        _ = try await store.database.addCredential(session("two")(anna.id), at: Moment(1))
        #expect(try await holder("one", 499)?.account.id == anna.id)
        #expect(try await holder("one", 500) == nil)
        #expect(try await store.database.holder(of: .token, secretHash: "one", now: Moment(2)) == nil)
        try await store.database.revokeSessions(of: anna.id, except: one.id, at: Moment(3))
        #expect(try await holder("one", 4) != nil)
        #expect(try await holder("two", 4) == nil)
        try await store.database.setDisabled(true, annotator: store.database.annotator(named: "anna"), at: Moment(5))
        #expect(try await holder("one", 6) == nil)
    }

    @Test("another's credential is not revoked")
    func ofOthers() async throws {
        let store = try await StoreFixture()
        let anna = try await store.database.addAccount(named: "anna", role: .owner, at: Moment(1))
        let ben = try await store.database.addAccount(named: "ben", role: .annotator, at: Moment(1))
        let one = try await store.database.addCredential(session("one")(anna.id), at: Moment(1))
        await #expect(throws: StoreError.noSuchCredential(one.id)) {
            try await store.database.revoke(one.id, of: ben.id, at: Moment(2))
        }
        #expect(try await store.database.holder(of: .session, secretHash: "one", now: Moment(3)) != nil)
    }
}
