import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct AccountChangeTests {
    @Test("a change happens as a whole or not at all")
    func whole() async throws {
        let store = try await StoreFixture()
        let olga = try await store.database.addAccount(named: "olga", role: .owner, at: Moment(1))
        await #expect(throws: StoreError.lastOwner) {
            try await store.database.changeAccount(
                olga.id,
                AccountChange(role: .manager, isDisabled: true),
                at: Moment(2)
            )
        }
        let after = try #require(try await store.database.account(named: "olga"))
        #expect(after.role == .owner && !after.isDisabled)
        await #expect(throws: StoreError.lastOwner) {
            try await store.database.changeAccount(olga.id, AccountChange(isDisabled: true), at: Moment(2))
        }
    }

    @Test("of owners who demote or disable each other at once, one stays", arguments: [true, false])
    func eachOther(disabling: Bool) async throws {
        let store = try await StoreFixture()
        var owners: [Account] = []
        for number in 0..<6 {
            owners.append(try await store.database.addAccount(named: "owner \(number)", role: .owner, at: Moment(1)))
        }
        let change = disabling ? AccountChange(isDisabled: true) : AccountChange(role: .annotator)
        let refusals = try await withThrowingTaskGroup(of: Int.self) { group in
            for owner in owners {
                group.addTask {
                    do {
                        _ = try await store.database.changeAccount(owner.id, change, at: Moment(2))
                        return 0
                    } catch StoreError.lastOwner {
                        return 1
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(refusals == 1)
        #expect(try await store.database.accounts().filter { $0.role == .owner && !$0.isDisabled }.count == 1)
    }

    @Test("a disabled owner does not count as one")
    func disabledOwner() async throws {
        let store = try await StoreFixture()
        let olga = try await store.database.addAccount(named: "olga", role: .owner, at: Moment(1))
        let ben = try await store.database.addAccount(named: "ben", role: .owner, at: Moment(1))
        _ = try await store.database.changeAccount(ben.id, AccountChange(isDisabled: true), at: Moment(2))
        await #expect(throws: StoreError.lastOwner) {
            try await store.database.changeAccount(olga.id, AccountChange(role: .annotator), at: Moment(3))
        }
    }

    @Test("who becomes a machine loses what signs in, and keeps tokens")
    func machine() async throws {
        let store = try await StoreFixture()
        let anna = try await store.database.addAccount(named: "anna", role: .annotator, at: Moment(1))
        let hash = NewPassword(account: anna.id, hash: "hash", former: nil, session: nil)
        #expect(try await store.database.setPassword(hash, at: Moment(1)))
        for kind in [Credential.Kind.link, .session, .token] {
            _ = try await store.database.addCredential(
                NewCredential(account: anna.id, kind: kind, secretHash: kind.rawValue),
                at: Moment(1)
            )
        }
        let changed = try await store.database.changeAccount(anna.id, AccountChange(role: .machine), at: Moment(2))
        #expect(!changed.hasPassword && changed.role == .machine)
        let left = try await store.database.credentials(of: anna.id, now: Moment(3))
        #expect(left.map(\.kind) == [.token])
    }
}
