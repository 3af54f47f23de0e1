import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct CredentialUsesTests {
    @Test("a use is stored behind the requests, and again after a minute")
    func stored() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let account = try await fixture.account("anna", .annotator)
        func usedAt() async throws -> Double? {
            try await fixture.database.credentials(of: account.id, now: fixture.clock.now()).first?.usedAt?.seconds
        }
        #expect(try await fixture.send(.get, "/account", as: anna).status == 200)
        #expect(try await usedAt() == nil)
        await fixture.server.uses.store()
        let first = try #require(try await usedAt())
        #expect(first == fixture.clock.now().seconds)
        fixture.clock.advance(by: CredentialUses.interval - 1)
        _ = try await fixture.send(.get, "/account", as: anna)
        await fixture.server.uses.store()
        #expect(try await usedAt() == first)
        fixture.clock.advance(by: 1)
        _ = try await fixture.send(.get, "/account", as: anna)
        await fixture.server.uses.store()
        #expect(try await usedAt() == first + CredentialUses.interval)
        #expect(try await fixture.database.lastSeen()[account.id]?.seconds == first + CredentialUses.interval)
    }

    @Test("who was refused was not there")
    func refused() async throws {
        let fixture = try await ServerFixture()
        var program = try await fixture.program("robot", .machine, scopes: [.label])
        program.headers[.authorization] = "Bearer nonsense"
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: program).status == 401)
        await fixture.server.uses.store()
        #expect(try await fixture.database.lastSeen().isEmpty)
    }
}
