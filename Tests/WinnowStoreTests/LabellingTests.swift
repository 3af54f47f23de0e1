import GRDB
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct LabellingTests {
    @Test("an item goes to as many annotators as the queue asks for, and to each once", arguments: [1, 2, 3])
    func overlap(overlap: Int) async throws {
        let store = try await StoreFixture(.sample(overlap: overlap), itemCount: 1)
        let items = try await store.itemIDs()
        var served = 0
        for number in 0..<5 {
            let annotator = try await store.database.addAnnotator(named: "a\(number)", at: Moment(0))
            guard let assignment = try await store.claim(items, by: annotator, now: 10) else { continue }
            served += 1
            #expect(try await store.claim(items, by: annotator, now: 11) == nil)
            if number.isMultiple(of: 2) {
                _ = try await store.submit(assignment, .labels([store.queue.labels[0].id]), now: 12)
                #expect(try await store.claim(items, by: annotator, now: 13) == nil)
            }
        }
        #expect(served == overlap)
    }

    @Test("a skipped item goes to somebody else, and not again to whoever skipped it")
    func skip() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let items = try await store.itemIDs()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await store.database.addAnnotator(named: "ben", at: Moment(0))
        let first = try #require(try await store.claim(items, by: anna, now: 1))
        _ = try await store.submit(first, .without(.skip), now: 2)
        #expect(try await store.claim(items, by: anna, now: 3) == nil)
        #expect(try await store.claim(items, by: ben, now: 4) != nil)
    }

    @Test("a repeated submit is answered like the first and stored once")
    func idempotentSubmit() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let assignment = try #require(try await store.claim(store.itemIDs(), by: anna, now: 1))
        let first = try await store.submit(assignment, .labels([store.queue.labels[0].id]), now: 2)
        let second = try await store.submit(assignment, .labels([store.queue.labels[1].id]), now: 3)
        #expect(first == second)
        #expect(try await store.database.annotations(in: store.queue.id, after: 0) == [first])
    }

    @Test("a lease that ran out still takes the answer when nobody took the item, and refuses it when somebody did")
    func lateSubmit() async throws {
        let store = try await StoreFixture(itemCount: 2)
        let items = try await store.itemIDs()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await store.database.addAnnotator(named: "ben", at: Moment(0))
        let late = try #require(try await store.claim([items[0]], by: anna, now: 0, lease: 10))
        let lost = try #require(try await store.claim([items[1]], by: anna, now: 0, lease: 10))
        let taken = try #require(try await store.claim([items[1]], by: ben, now: 20))
        #expect(taken.item == items[1])
        _ = try await store.submit(late, .labels([store.queue.labels[0].id]), now: 30)
        await #expect(throws: StoreError.leaseLost(lost.id)) {
            _ = try await store.submit(lost, .labels([store.queue.labels[0].id]), now: 30)
        }
        await #expect(throws: StoreError.leaseLost(lost.id)) {
            _ = try await store.database.renew(
                lost.id,
                of: lost.annotator,
                in: store.queue.id,
                until: Moment(90),
                now: Moment(30)
            )
        }
    }

    @Test("an undo is a new row, and the item can be served to the same annotator again")
    func undo() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let items = try await store.itemIDs()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let assignment = try #require(try await store.claim(items, by: anna, now: 1))
        let annotation = try await store.submit(assignment, .labels([store.queue.labels[0].id]), now: 2)
        let undone = try await store.database.retract(
            annotation.id,
            of: annotation.annotator,
            in: store.queue.id,
            at: Moment(3)
        )
        #expect(undone.action == .retract && undone.supersedes == annotation.id && undone.event > annotation.event)
        await #expect(throws: StoreError.annotationIsSuperseded(annotation.id)) {
            _ = try await store.database.retract(
                annotation.id,
                of: annotation.annotator,
                in: store.queue.id,
                at: Moment(4)
            )
        }
        #expect(try await store.claim(items, by: anna, now: 5) != nil)
        #expect(try await store.database.annotations(in: store.queue.id, after: 0).count == 2)
    }

    @Test("a released item is free at once, and an expired lease after its time")
    func release() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let items = try await store.itemIDs()
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let ben = try await store.database.addAnnotator(named: "ben", at: Moment(0))
        let first = try #require(try await store.claim(items, by: anna, now: 0, lease: 10))
        #expect(try await store.claim(items, by: ben, now: 9) == nil)
        _ = try await store.database.renew(
            first.id,
            of: first.annotator,
            in: store.queue.id,
            until: Moment(20),
            now: Moment(9)
        )
        #expect(try await store.claim(items, by: ben, now: 11) == nil)
        let second = try #require(try await store.claim(items, by: ben, now: 21))
        _ = try await store.database.release(
            second.id,
            of: second.annotator,
            in: store.queue.id,
            until: nil,
            now: Moment(22)
        )
        #expect(try await store.claim(items, by: anna, now: 23) != nil)
    }

    @Test("many annotators at once never get more of an item than the overlap, and nothing is lost", arguments: [1, 3])
    func concurrency(overlap: Int) async throws {
        let store = try await StoreFixture(.sample(overlap: overlap), itemCount: 20)
        let items = try await store.itemIDs()
        let label = store.queue.labels[0].id
        var annotators: [Annotator] = []
        for number in 0..<8 {
            annotators.append(try await store.database.addAnnotator(named: "a\(number)", at: Moment(0)))
        }
        let acknowledged = try await withThrowingTaskGroup(of: Int.self) { group in
            for annotator in annotators {
                group.addTask {
                    var count = 0
                    while let assignment = try await store.claim(items, by: annotator, now: 1) {
                        _ = try await store.submit(assignment, .labels([label]), now: 2)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(acknowledged == 20 * overlap)
        let stored = try await store.database.annotations(in: store.queue.id, after: 0)
        #expect(stored.count == 20 * overlap)
        let perItem = Dictionary(grouping: stored, by: \.item)
        #expect(perItem.values.allSatisfy { Set($0.map(\.annotator)).count == overlap && $0.count == overlap })
    }

    @Test("annotations and events can be neither changed nor deleted")
    func appendOnly() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let assignment = try #require(try await store.claim(store.itemIDs(), by: anna, now: 1))
        _ = try await store.submit(assignment, .labels([store.queue.labels[0].id]), now: 2)
        let other = try DatabaseQueue(path: store.database.path)
        for table in ["annotation", "annotationLabel", "event"] {
            for sql in [
                "DELETE FROM \(table)", "UPDATE \(table) SET rowid = rowid", "UPDATE annotation SET note = 'x'",
            ] {
                if table == "annotationLabel" && sql.contains("rowid") { continue }
                #expect(throws: (any Error).self, "\(sql)") { try other.write { try $0.execute(sql: sql) } }
            }
        }
    }

    @Test("annotations are read with labels in the order of time, from any event on")
    func reading() async throws {
        let store = try await StoreFixture(.sample(task: .multilabel), itemCount: 3)
        let items = try await store.itemIDs()
        let labels = store.queue.labels.map(\.id)
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let judgements: [Judgement] = [
            .labels([labels[0], labels[2]]), .not([labels[1]]), .without(.flag, note: "torn page"),
        ]
        var written: [Annotation] = []
        for (item, judgement) in zip(items, judgements) {
            let assignment = try #require(try await store.claim([item], by: anna, now: 1))
            written.append(try await store.submit(assignment, judgement, now: 2))
        }
        #expect(try await store.database.annotations(in: store.queue.id, after: 0) == written)
        #expect(
            try await store.database.annotations(in: store.queue.id, after: written[0].event) == Array(written[1...])
        )
    }
}
