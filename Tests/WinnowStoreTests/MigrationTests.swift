import Foundation
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

/// `Tests/Fixtures/databases/README.md` says how a fixture is made.
@Suite struct MigrationTests {
    /// The SHA-256 of each released migration's SQL. A mistake in one is mended by the next, never in place.
    static let digests = [
        "0001 core": "240578b484b4942362f09ccceb4a8eaffcaa3ce5e17bbdf5156716a7e88fa560",
        "0003 counterfactuals": "25188e7748707c24e40252d0bed9003a5d6a26fd9e97dee129075305ac372a7c",
        "0004 webhooks": "886e76eb1faccd8e5dca23b768fafc338cf56d6c8fe399e9674c37c0e2c64882",
        "0002 accounts": "fcb424e800b45bc04448ffb78423334573ba136dbfb2055655d35e1b2cbb94f2",
    ]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/databases")

    @Test("no released migration was changed")
    func frozen() {
        let digests = Database.migrations.map { ($0.name, Digest(of: Data($0.sql.utf8)).description) }
        #expect(Dictionary(uniqueKeysWithValues: digests) == Self.digests)
    }

    @Test("there is a database of each schema version")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".sqlite") }.sorted()
        #expect(files == Database.migrations.map { "\($0.name.prefix(4)).sqlite" })
        for file in files {
            let url = Self.folder.appending(path: file)
            let size = try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int
            #expect((1..<200_000).contains(size ?? 0))
        }
    }

    @Test(
        "a database of each version is brought up to date with everything in it",
        arguments: ["0001", "0002", "0003", "0004"]
    )
    func migrates(version: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("winnow.sqlite")
        try FileManager.default.copyItem(atPath: Self.folder.appending(path: "\(version).sqlite").path, toPath: path)
        let database = try Database(path: path)
        #expect(try await database.check { _ in } == [])
        let queues = try await database.queues()
        #expect(queues.map(\.name) == ["themes", "tickets"])
        let queue = try #require(queues.last)
        #expect(queue.labels.map(\.name) == ["invoices", "outage", "account", "praise"])
        let summary = try await database.summary(of: queue)
        #expect(summary.itemCount == 14 && summary.modelCount == 2 && summary.annotationCount == 11)
        let annotations = try await database.annotations(in: queue.id, after: 0)
        #expect(annotations.count == 14)
        #expect(annotations.count { $0.action == .retract } == 1)
        #expect(annotations.count { $0.supersedes != nil } == 2)
        let account = try #require(queue.label(named: "account")).id
        #expect(annotations.count { $0.judgement.present.contains(account) } == 4)
        #expect(annotations.contains { $0.judgement.note == "a torn page" })
        let twins = try await database.itemIndex(of: queue.id, after: nil).filter { $0.id != $0.root && !$0.isRevised }
        #expect(twins.count == 2)
        let annotators = try await database.annotators()
        #expect(annotators.prefix(3).map(\.name) == ["anna", "ben", "import"] && annotators[1].isDisabled)
        #expect(try await database.promotedModel(of: queue.id)?.number == 2)
        #expect(
            try await database.runs(of: queue.id, limit: 9).map(\.state) == [.succeeded, .succeeded, .failed, .failed]
        )
        #expect(try await database.activeAssignments(in: queue.id, now: Moment(40)).count == 1)
        if version >= "0002" { try await checkAccounts(database) }
        if version >= "0003" { try await checkCounterfactuals(database, queue) }
        if version >= "0004" { try await checkWebhooks(database, queue) }
    }

    private func checkWebhooks(_ database: Database, _ queue: Queue) async throws {
        let webhook = try #require(try await database.webhooks().first)
        #expect(try await database.webhooks().count == 1 && webhook.queue == queue.id && webhook.state == .active)
        #expect(webhook.url == "https://example.org/hook" && webhook.kinds == [.itemLabelled, .queueFinished])
        let deliveries = try await database.deliveries(of: webhook.id, in: nil, limit: 9)
        #expect(deliveries.map(\.state) == [.pending, .sending, .pending, .pending, .delivered])
    }

    private func checkCounterfactuals(_ database: Database, _ queue: Queue) async throws {
        let records = try await database.counterfactuals(in: queue.id, after: 0)
        #expect(records.map { $0.steps.map(\.action) } == [[.validate, .accept, .reopen], [.reject], [.reject]])
        let first = try #require(records.first).counterfactual
        #expect(first.edit.replacements.map(\.text) == ["text"] && first.seconds == 40)
        let item = try #require(first.item)
        #expect(try await database.items([item]).map(\.externalID) == ["item-1~1"])
    }

    private func checkAccounts(_ database: Database) async throws {
        let accounts = try await database.accounts()
        #expect(accounts.map(\.name) == ["anna", "robot"] && accounts.map(\.role) == [.owner, .machine])
        #expect(accounts[0].hasPassword && accounts[0].preferences.theme == .dark)
        #expect(try await database.passwordHash(of: accounts[0].id) == "scrypt$second")
        let token = try #require(try await database.holder(of: .token, secretHash: "token", now: Moment(97)))
        #expect(token.permissions == [.export, .label])
        #expect(try await database.holder(of: .token, secretHash: "lost", now: Moment(97)) == nil)
        #expect(try await database.credentials(of: accounts[0].id, now: Moment(97)).map(\.kind) == [.session])
    }

    /// Not a test: makes the fixture of the newest version when asked to.
    @Test("a fixture is written where WINNOW_MAKE_FIXTURE says", .enabled(if: target != nil))
    func make() async throws {
        guard let target = Self.target else { return }
        let session = try await ScriptedSession()
        try await session.database.backup(to: target)
        withExtendedLifetime(session) {}
    }

    static let target = ProcessInfo.processInfo.environment["WINNOW_MAKE_FIXTURE"]
}
