import Foundation
import GRDB
import Testing
import WinnowDomain
import WinnowStore

@Suite struct CheckTests {
    /// What somebody who writes into the file from outside could do, and what a check then says.
    static let sabotages: [(code: String, sql: String)] = [
        ("overlap-exceeded", "UPDATE queue SET overlap = 1; UPDATE event SET kind = 'x' WHERE kind = 'queue.updated'"),
        ("queue-overlap", "UPDATE queue SET overlap = 5"),
        ("assignment-without-annotation", "UPDATE assignment SET state = 'submitted' WHERE state = 'active'"),
        ("assignment-annotation", "UPDATE annotation SET annotatorId = 1 WHERE id = (SELECT max(id) FROM annotation)"),
        ("assignment-queue", "UPDATE assignment SET queueId = 2 WHERE id = 1"),
        (
            "standing-differs",
            "DELETE FROM liveAnnotation WHERE annotationId = (SELECT min(annotationId) FROM liveAnnotation)"
        ),
        ("standing-differs", "UPDATE liveAnnotation SET isCounted = 1 - isCounted"),
        ("annotation-supersedes", "UPDATE annotation SET supersedes = id WHERE action = 'retract'"),
        ("annotation-event", "UPDATE annotation SET event = (SELECT number FROM event WHERE queueId IS NULL LIMIT 1)"),
        ("annotation-order", "UPDATE annotation SET event = 1 WHERE id = (SELECT max(id) FROM annotation)"),
        ("annotation-queue", "UPDATE item SET queueId = 2 WHERE externalId = 'item-0'"),
        ("annotation-label-queue", "UPDATE label SET queueId = 2, position = 9 WHERE name = 'outage'"),
        ("annotation-label-answer", "UPDATE annotation SET answer = 'unsure', isPartial = 0 WHERE answer = 'label'"),
        ("annotation-label-count", "DELETE FROM annotationLabel WHERE isPresent = 1"),
        ("item-root", "UPDATE item SET isEvaluation = 1 WHERE externalId = 'twin-1'"),
        ("duplicates-split", "UPDATE item SET rootId = id WHERE externalId = 'twin-1'"),
        ("item-event", "UPDATE item SET event = (SELECT number FROM event WHERE queueId IS NULL LIMIT 1)"),
        ("queue-labels", "UPDATE label SET name = 'stranger' WHERE name = 'outage'"),
        ("label-lost", "UPDATE label SET position = NULL WHERE name = 'outage'"),
        ("label-merge", "UPDATE label SET position = NULL, until = 99, mergedInto = 4 WHERE id = 3"),
        ("model-promoted", "DROP INDEX modelVersionPromoted; UPDATE modelVersion SET state = 'promoted'"),
        ("model-run", "UPDATE trainingRun SET state = 'failed' WHERE state = 'succeeded'"),
        ("revised-item", "DELETE FROM counterfactualStep; DELETE FROM counterfactual"),
        ("counterfactual-item", "UPDATE item SET rootId = id WHERE origin = 'counterfactual'"),
        ("counterfactual-labels", "UPDATE label SET queueId = 2, position = 9 WHERE name = 'outage'"),
        (
            "counterfactual-event",
            "UPDATE counterfactual SET event = (SELECT number FROM event WHERE queueId IS NULL LIMIT 1)"
        ),
        ("counterfactual-stood-for", "UPDATE counterfactual SET itemId = NULL"),
        ("reference-broken", "UPDATE item SET rootId = 9999 WHERE externalId = 'twin-1'"),
        ("item-unreadable", "UPDATE item SET data = '{\"text\":' WHERE externalId = 'item-2'"),
        ("item-without-text", "UPDATE item SET data = '{\"title\":\"x\"}' WHERE externalId = 'item-2'"),
        ("queue-definition", "UPDATE queue SET definition = '{}' WHERE id = 2"),
    ]

    /// Changes the file with all rules taken away.
    static func change(_ database: WinnowStore.Database, _ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let other = try DatabaseQueue(path: database.path, configuration: configuration)
        try other.write { db in
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: sql)
        }
    }

    static func codes(_ database: WinnowStore.Database) async throws -> [String] {
        try await database.check { _ in }.map(\.code)
    }

    @Test("a database in which everything has happened is in order")
    func clean() async throws {
        let session = try await ScriptedSession(itemCount: 40)
        #expect(try await session.database.check { _ in } == [])
    }

    @Test("each invariant that was broken from outside is named, with examples", arguments: sabotages)
    func broken(code: String, sql: String) async throws {
        let session = try await ScriptedSession()
        try Self.change(session.database, sql)
        let findings = try await session.database.check { _ in }
        let finding = try #require(findings.first { $0.code == code }, "\(findings.map(\.code))")
        #expect(finding.count > 0 && !finding.examples.isEmpty && finding.isOpen && finding.remedy != nil)
    }

    @Test("a finding counts all and shows five")
    func examples() async throws {
        let session = try await ScriptedSession()
        try Self.change(session.database, "UPDATE item SET data = '[]'")
        let finding = try #require(try await session.database.check { _ in }.first)
        #expect(finding.count == 15 && finding.examples.count == 5)
        #expect(finding.examples.first == "tickets/item-0: the field \"text\" is missing")
    }

    @Test("a damaged page is found and nothing else is claimed")
    func damagedFile() async throws {
        let session = try await ScriptedSession(itemCount: 400)
        try session.database.close()
        let url = URL(filePath: session.database.path)
        var bytes = try Data(contentsOf: url)
        let page = try #require(bytes.range(of: Data("another text 5".utf8))).lowerBound / 4096
        bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xab, count: 64))
        try bytes.write(to: url)
        let findings = try await WinnowStore.Database(path: url.path).check { _ in }
        #expect(findings.map(\.code) == ["file-damaged"])
        withExtendedLifetime(session) {}
    }
}
