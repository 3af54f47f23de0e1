import Foundation
import Testing
import WinnowDomain
import WinnowStore

/// Duplicates of a text are found by a table in memory: it has to know what anybody stored.
@Suite struct ContentTests {
    private static func batch(
        _ queue: Queue,
        _ texts: [(id: String, text: String)],
        _ policy: ConflictPolicy = .replace
    )
        -> ImportBatch
    {
        ImportBatch(
            queue: queue.id,
            revision: queue.revision,
            entries: texts.map { id, text in
                ImportBatch.Entry(
                    externalID: id,
                    data: JSON.members(["text": .string(text)]).text,
                    meta: nil,
                    contentHash: ContentHash(of: text).bytes,
                    isEvaluation: false,
                    annotation: nil
                )
            },
            policy: policy,
            evaluationProbability: 0,
            at: Moment(0)
        )
    }

    private static func roots(_ store: Database, _ queue: Queue) async throws -> [Int64: Int64] {
        let entries = try await store.itemIndex(of: queue.id, after: nil)
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.id.rawValue, $0.root.rawValue) })
    }

    @Test("a text that another process stored, or gave an old item, is known to the next batch")
    func twoProcesses() async throws {
        let fixture = try await StoreFixture()
        let (first, queue) = (fixture.database, fixture.queue)
        let second = try Database(path: first.path)
        _ = try await first.importBatch(Self.batch(queue, [("a", "one"), ("b", "two")]))
        #expect(try await second.importBatch(Self.batch(queue, [("c", "one")])).duplicateCount == 1)
        // The first process has its table still, from before `c` and before `b` got another text.
        #expect(try await second.importBatch(Self.batch(queue, [("b", "three")])).replacedCount == 1)
        let outcome = try await first.importBatch(Self.batch(queue, [("d", "three"), ("e", "two"), ("f", "one")]))
        #expect(outcome.duplicateCount == 2)
        let roots = try await Self.roots(first, queue)
        #expect(roots == [1: 1, 2: 2, 3: 1, 4: 2, 5: 5, 6: 1])
    }

    @Test("a batch that fails leaves nothing behind that later batches would believe")
    func failure() async throws {
        let fixture = try await StoreFixture()
        let (store, queue) = (fixture.database, fixture.queue)
        var bad = Self.batch(queue, [("a", "one"), ("b", "two")])
        bad.entries[1].contentHash = [1, 2, 3]
        await #expect(throws: (any Error).self) { _ = try await store.importBatch(bad) }
        let outcome = try await store.importBatch(Self.batch(queue, [("x", "two"), ("y", "one"), ("z", "one")]))
        #expect(outcome.insertedCount == 3 && outcome.duplicateCount == 1)
        #expect(try await Self.roots(store, queue) == [1: 1, 2: 2, 3: 2])
    }

    @Test("duplicates are grouped as a dictionary would, over many batches and connections")
    func random() async throws {
        let fixture = try await StoreFixture()
        let stores = [fixture.database, try Database(path: fixture.database.path)]
        var texts: [String: String] = [:]
        var number = 0
        for round in 0..<40 {
            let batch = (0..<50).map { _ in
                number += 1
                return (id: "i\(number)", text: "text \(Int.random(in: 0..<700))")
            }
            for (id, text) in batch { texts[id] = text }
            let store = stores[round % 2]
            _ = try await store.importBatch(Self.batch(fixture.queue, batch))
            if round % 7 == 0 { try await store.finishImport() }
        }
        var seen: [String: ItemID] = [:]
        for item in try await fixture.database.items(in: fixture.queue.id, after: nil, limit: 10_000) {
            let text = try #require(texts[item.externalID])
            #expect(item.root == seen[text, default: item.id])
            if seen[text] == nil { seen[text] = item.id }
        }
        #expect(number == 2000)
    }
}
