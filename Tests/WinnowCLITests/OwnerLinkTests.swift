import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@testable import WinnowCLI

@Suite struct OwnerLinkTests {
    private struct Fixture {
        let folder: TemporaryFolder
        let installation: Installation

        init() throws {
            folder = try TemporaryFolder()
            installation = try Installation.create(DataFolder(url: folder.url.appending(path: "data")))
        }

        func links(_ name: String) async throws -> Int {
            let account = try #require(try await installation.store.account(named: name))
            return try await installation.store.credentials(of: account.id, now: installation.clock.now())
                .count { $0.kind == .link }
        }
    }

    @Test("each start's link takes the place of the one before, and of no other link")
    func oneAtATime() async throws {
        let fixture = try Fixture()
        let first = try #require(try await OwnerLink.make(fixture.installation))
        let owner = try #require(try await fixture.installation.store.account(named: "owner"))
        _ = try await fixture.installation.store.addCredential(
            NewCredential(account: owner.id, kind: .link, secretHash: "other", isSingleUse: true),
            at: fixture.installation.clock.now()
        )
        let second = try #require(try await OwnerLink.make(fixture.installation))
        #expect(first != second)
        #expect(try await fixture.links("owner") == 2)
    }

    @Test("there is none once an owner can sign in otherwise")
    func unneeded() async throws {
        let fixture = try Fixture()
        _ = try await OwnerLink.make(fixture.installation)
        let owner = try #require(try await fixture.installation.store.account(named: "owner"))
        _ = try await fixture.installation.store.addCredential(
            NewCredential(account: owner.id, kind: .session, secretHash: "session"),
            at: fixture.installation.clock.now()
        )
        #expect(try await OwnerLink.make(fixture.installation) == nil)
    }

    @Test("an account that is called owner and is none is named, with the command that makes somebody an owner")
    func taken() async throws {
        let fixture = try Fixture()
        _ = try await fixture.installation.store.addAccount(
            named: "owner",
            role: .annotator,
            at: fixture.installation.clock.now()
        )
        let problem = await #expect(throws: Problem.self) { try await OwnerLink.make(fixture.installation) }
        #expect(problem?.code == .accountExists)
        #expect(problem?.message.contains("winnow annotator role NAME owner") == true)
    }
}
