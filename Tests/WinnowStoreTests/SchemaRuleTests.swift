import GRDB
import Testing
import WinnowDomain
import WinnowStore

/// Whatever is written, by whatever program: what the rules forbid does not happen.
@Suite struct SchemaRuleTests {
    static let forbidden: [String] =
        [
            // Assignments
            "UPDATE assignment SET state = 'active' WHERE state = 'submitted'",
            "UPDATE assignment SET state = 'active' WHERE state = 'retracted'",
            "UPDATE assignment SET state = 'expired' WHERE state = 'submitted'",
            "UPDATE assignment SET itemId = 3",
            "UPDATE assignment SET annotatorId = 1",
            "INSERT INTO assignment SELECT NULL, queueId, 12, annotatorId, 'submitted', claimedAt, leaseUntil, source, strategy, score, rank, poolSize, probability, modelVersion FROM assignment WHERE id = 1",
            "INSERT INTO assignment SELECT NULL, 2, 12, annotatorId, 'active', claimedAt, leaseUntil, source, strategy, score, rank, poolSize, probability, modelVersion FROM assignment WHERE id = 1",
            // Items
            "UPDATE item SET contentHash = x'00112233445566778899aabbccddeeff' WHERE externalId = 'item-0'",
            "UPDATE item SET contentHash = x'00112233445566778899aabbccddeeff' WHERE externalId = 'item-1'",
            "UPDATE item SET isEvaluation = 1 WHERE externalId = 'item-0'",
            "UPDATE item SET isEvaluation = 1 WHERE externalId = 'twin-1'",
            "UPDATE item SET rootId = (SELECT id FROM item WHERE externalId = 'twin-1') WHERE externalId = 'item-5'",
            "UPDATE item SET queueId = 2",
            "UPDATE item SET externalId = 'x' WHERE externalId = 'item-0'",
            "INSERT INTO item SELECT 999, 2, 'x', data, meta, origin, contentHash, rootId, 1, evaluationProbability, event FROM item WHERE externalId = 'twin-1'",
            // Annotations
            "INSERT INTO annotationLabel VALUES (1, 3, 1)",
            "INSERT INTO annotationLabel VALUES ((SELECT max(id) FROM annotation), 3, 1)",
            "INSERT INTO annotation SELECT NULL, 2, itemId, 2, NULL, action, answer, isPartial, note, NULL, seconds, source, event, at FROM annotation WHERE id = 1",
            "INSERT INTO annotation SELECT NULL, queueId, itemId, 2, NULL, action, answer, isPartial, note, NULL, seconds, source, 1, at FROM annotation WHERE id = 1",
            "INSERT INTO annotation SELECT NULL, queueId, itemId, 2, 1, action, answer, isPartial, note, NULL, seconds, source, (SELECT max(number) FROM event WHERE queueId = 1), at FROM annotation WHERE id = 1",
            "INSERT INTO annotation SELECT NULL, queueId, itemId, annotatorId, NULL, action, answer, isPartial, note, NULL, seconds, source, (SELECT max(number) FROM event WHERE queueId = 1), at FROM annotation WHERE id = 2",
            "DELETE FROM liveAnnotation",
            "UPDATE liveAnnotation SET isCounted = 0",
            // Labels
            "UPDATE label SET mergedInto = 1 WHERE id = 4",
            "UPDATE label SET mergedInto = NULL WHERE id = 4",
            "UPDATE label SET position = NULL, until = 30, mergedInto = 4 WHERE id = 3",
            "UPDATE label SET queueId = 2",
            "UPDATE label SET position = 0 WHERE id = 2",
            // Models
            "UPDATE modelVersion SET checksum = replace(checksum, '0', '1')",
            "UPDATE modelVersion SET state = 'promoted'",
            "UPDATE trainingRun SET event = 1",
        ]
        + [
            "queue", "event", "label", "annotator", "item", "assignment", "annotation", "annotationLabel",
            "trainingRun",
            "modelVersion",
        ].map { "DELETE FROM \($0)" }

    @Test("the schema refuses it", arguments: forbidden)
    func refused(sql: String) async throws {
        let session = try await ScriptedSession()
        let other = try DatabaseQueue(path: session.database.path)
        #expect(throws: DatabaseError.self) { try other.write { try $0.execute(sql: sql) } }
        #expect(try await session.database.check { _ in } == [])
    }

    @Test("an assignment does not come alive again beyond the overlap")
    func revival() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let items = try await store.itemIDs()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await store.database.addAnnotator(named: "ben", at: Moment(0))
        let late = try #require(try await store.claim(items, by: anna, now: 0, lease: 10))
        _ = try #require(try await store.claim(items, by: ben, now: 20))
        let other = try DatabaseQueue(path: store.database.path)
        #expect(throws: DatabaseError.self) {
            try other.write {
                try $0.execute(
                    sql: "UPDATE assignment SET state = 'active' WHERE id = ?",
                    arguments: [late.id.rawValue]
                )
            }
        }
    }

    @Test("a disabled annotator gets nothing, and may give back and answer what is in hand")
    func disabled() async throws {
        let store = try await StoreFixture(itemCount: 2)
        let items = try await store.itemIDs()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let held = try #require(try await store.claim([items[0]], by: anna, now: 1))
        try await store.database.setDisabled(true, annotator: anna, at: Moment(2))
        await #expect(throws: StoreError.annotatorIsDisabled(name: "anna")) {
            _ = try await store.claim([items[1]], by: anna, now: 3)
        }
        _ = try await store.submit(held, .labels([store.queue.labels[0].id]), now: 4)
        try await store.database.setDisabled(false, annotator: anna, at: Moment(5))
        #expect(try await store.claim([items[1]], by: anna, now: 6) != nil)
    }

    @Test("an answer takes the place of one that an import brought since the item was claimed")
    func importedMeanwhile() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let labels = store.queue.labels.map(\.id)
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let held = try #require(try await store.claim(store.itemIDs(), by: anna, now: 1))
        let imported = ImportBatch.Annotation(annotator: "anna", judgement: .labels([labels[0]]), at: nil, seconds: nil)
        _ = try await store.importEntries([store.entry("item-0", "text 0", annotation: imported)])
        let annotation = try await store.submit(held, .labels([labels[1]]), now: 4)
        let all = try await store.database.annotations(in: store.queue.id, after: 0)
        #expect(annotation.supersedes == all.first?.id && all.count == 2)
    }

    @Test("a label that takes in another cannot be taken out while annotations count for it")
    func mergedUse() async throws {
        let session = try await ScriptedSession()
        var definition = session.queue.definition
        definition.labels.removeAll { $0.name == "account" }
        await #expect(throws: StoreError.self) {
            _ = try await session.database.updateQueue(session.queue, to: definition, at: Moment(95))
        }
        let uses = try await session.database.labelUses(in: session.queue)
        #expect(uses["account"] == 4 && uses["praise"] == nil)
    }

    @Test("annotations can be read with the labels of an earlier time")
    func earlierLabels() async throws {
        let session = try await ScriptedSession()
        let (queue, old) = (session.queue, session.firstQueue)
        let now = try await session.database.annotations(in: queue.id, after: 0)
        let then = try await session.database.annotations(in: queue.id, upTo: 1000, readWith: old.labels.map(\.id))
        #expect(now.count == then.count && now != then)
        let other = try #require(old.label(named: "other")).id
        #expect(!now.contains { $0.judgement.present.contains(other) })
        #expect(then.count { $0.judgement.present.contains(other) } == 3)
        #expect(try await session.database.labels([other]).map(\.name) == ["other"])
    }
}
