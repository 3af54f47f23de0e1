import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct ImportTests {
    @Test("twice the same import changes nothing")
    func twice() async throws {
        let store = try await StoreFixture()
        let entries = (0..<5).map { number in
            store.entry(
                "i\(number)",
                "text \(number)",
                annotation: ImportBatch.Annotation(
                    annotator: "crowd",
                    judgement: .labels([store.queue.labels[0].id]),
                    at: nil,
                    seconds: nil
                )
            )
        }
        let first = try await store.importEntries(entries)
        #expect(first.insertedCount == 5 && first.annotationCount == 5)
        let event = try await store.database.lastEvent(of: store.queue.id)
        let second = try await store.importEntries(entries)
        #expect(second.unchangedCount == 5 && second.unchangedAnnotationCount == 5)
        #expect(second.insertedCount == 0 && second.annotationCount == 0)
        #expect(try await store.database.lastEvent(of: store.queue.id) == event)
    }

    @Test("records that were read by a definition that the queue has no more are refused, with their labels")
    func changedQueue() async throws {
        let store = try await StoreFixture()
        var definition = store.queue.definition
        definition.labels.removeLast()
        _ = try await store.database.updateQueue(store.queue, to: definition, at: Moment(1))
        await #expect(throws: StoreError.queueWasChanged(name: "tickets")) {
            _ = try await store.importTexts([("a", "text")])
        }
        #expect(try await store.itemIDs().isEmpty)
    }

    @Test("new and known ids in any order are told apart", arguments: 0..<20 as Range<UInt64>)
    func mixed(seed: UInt64) async throws {
        let store = try await StoreFixture()
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func draw(_ count: UInt64) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % count)
        }
        var known: [String] = []
        for _ in 0..<5 {
            let ids = (0..<30).map { _ in "i\(draw(60))" }
            let expected = ids.filter { id in
                if known.contains(id) { return false }
                known.append(id)
                return true
            }
            let outcome = try await store.importTexts(ids.map { ($0, "text \($0)") })
            #expect(outcome.insertedCount == expected.count)
            #expect(outcome.unchangedCount == ids.count - expected.count && outcome.refused.isEmpty)
        }
        let items = try await store.database.items(in: store.queue.id, after: nil, limit: 1_000)
        #expect(items.map(\.externalID) == known)
        #expect(items.map(\.id.rawValue) == (1...Int64(known.count)).map { $0 })
    }

    @Test("empty meta, an empty key and an escaped zero are stored as they are")
    func oddText() async throws {
        let store = try await StoreFixture()
        var entry = store.entry("a", "x", meta: "{}")
        entry.data = #"{"":"","text":"a\u0000b"}"#
        #expect(try await store.importEntries([entry]).insertedCount == 1)
        #expect(try await store.importEntries([entry]).unchangedCount == 1)
        let item = try await store.database.history(of: "a", in: store.queue.id).item
        #expect(item.data["text"] == "a\u{0}b" && item.meta == .object([]))
    }

    @Test("the order of keys is no other content")
    func keyOrder() async throws {
        let store = try await StoreFixture()
        var entry = store.entry("a", "x")
        entry.data = #"{"text":"x","b":1}"#
        _ = try await store.importEntries([entry])
        entry.data = #"{"b":1,"text":"x"}"#
        #expect(try await store.importEntries([entry]).unchangedCount == 1)
    }

    @Test(
        "other content under the same id is a conflict: refused, kept or replaced",
        arguments: ConflictPolicy.allCases
    )
    func conflict(policy: ConflictPolicy) async throws {
        let store = try await StoreFixture()
        _ = try await store.importTexts([("a", "old"), ("b", "same")])
        let outcome = try await store.importTexts([("a", "new"), ("b", "same"), ("c", "more")], policy: policy)
        #expect(outcome.unchangedCount == 1 && outcome.insertedCount == 1)
        #expect(outcome.refused.count == (policy == .fail ? 1 : 0))
        #expect(outcome.keptCount == (policy == .keep ? 1 : 0))
        #expect(outcome.replacedCount == (policy == .replace ? 1 : 0))
        let item = try await store.database.history(of: "a", in: store.queue.id).item
        #expect(item.data["text"] == .string(policy == .replace ? "new" : "old"))
    }

    @Test("a text that was annotated is not replaced under its annotations, but other fields are")
    func replaceAnnotated() async throws {
        let store = try await StoreFixture()
        let label = ImportBatch.Annotation(
            annotator: "x",
            judgement: .labels([store.queue.labels[0].id]),
            at: nil,
            seconds: nil
        )
        _ = try await store.importEntries([store.entry("a", "old", annotation: label)])
        let outcome = try await store.importTexts([("a", "new")], policy: .replace)
        #expect(outcome.refused.count == 1 && outcome.replacedCount == 0)
        let meta = try await store.importEntries([store.entry("a", "old", meta: #"{"k":1}"#)], policy: .replace)
        #expect(meta.replacedCount == 1)
    }

    @Test("exact duplicates share a root and a side")
    func duplicates() async throws {
        let store = try await StoreFixture()
        var twin = store.entry("c", "same")
        twin.isEvaluation = true
        let outcome = try await store.importEntries([store.entry("a", "same"), store.entry("b", "other"), twin])
        #expect(outcome.duplicateCount == 1 && outcome.insertedCount == 3)
        let index = try await store.database.itemIndex(of: store.queue.id, after: nil)
        #expect(index[2].root == index[0].id && index[1].root == index[1].id)
        #expect(index.allSatisfy { !$0.isEvaluation })
    }

    @Test("another answer of the same annotator is a conflict too", arguments: ConflictPolicy.allCases)
    func annotationConflict(policy: ConflictPolicy) async throws {
        let store = try await StoreFixture()
        func entry(_ label: Int) -> ImportBatch.Entry {
            store.entry(
                "a",
                "x",
                annotation: ImportBatch.Annotation(
                    annotator: "anna",
                    judgement: .labels([store.queue.labels[label].id]),
                    at: nil,
                    seconds: nil
                )
            )
        }
        _ = try await store.importEntries([entry(0)])
        let outcome = try await store.importEntries([entry(1)], policy: policy)
        #expect(outcome.refused.count == (policy == .fail ? 1 : 0))
        #expect(outcome.keptAnnotationCount == (policy == .keep ? 1 : 0))
        #expect(outcome.supersededAnnotationCount == (policy == .replace ? 1 : 0))
        let history = try await store.database.history(of: "a", in: store.queue.id)
        #expect(history.annotations.count == (policy == .replace ? 2 : 1))
    }
}
