import Foundation
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct BackupTests {
    @Test("a backup taken while somebody labels is complete up to some event, and in order")
    func live() async throws {
        let store = try await StoreFixture(itemCount: 300)
        let items = try await store.itemIDs()
        let label = store.queue.labels[0].id
        let anna = try await store.database.addAnnotator(named: "anna", at: Moment(0))
        let target = store.folder.path("copy.sqlite")
        let writer = Task {
            for item in items {
                guard let held = try await store.claim([item], by: anna, now: 1) else { continue }
                _ = try await store.submit(held, .labels([label]), now: 2)
            }
        }
        // Somewhere in the middle of it.
        while try await store.database.summary(of: store.queue).annotationCount < 5 { await Task.yield() }
        let before = try await store.database.annotations(in: store.queue.id, after: 0)
        try await store.database.backup(to: target)
        try await writer.value
        let copy = try Database(path: target)
        #expect(try await copy.check { _ in } == [])
        let copied = try await copy.annotations(in: store.queue.id, after: 0)
        let all = try await store.database.annotations(in: store.queue.id, after: 0)
        #expect(all.count == 300)
        #expect(copied.count >= before.count && copied == Array(all.prefix(copied.count)))
        #expect(!FileManager.default.fileExists(atPath: target + ".partial"))
    }

    @Test("a backup takes nobody's place")
    func taken() async throws {
        let store = try await StoreFixture(itemCount: 1)
        let target = store.folder.path("copy.sqlite")
        try Data("mine".utf8).write(to: URL(filePath: target))
        await #expect(throws: StoreError.notWritable(path: target, reason: "something is there already")) {
            try await store.database.backup(to: target)
        }
        #expect(try Data(contentsOf: URL(filePath: target)) == Data("mine".utf8))
    }

    @Test("a backup of everything has everything, and can be worked in")
    func complete() async throws {
        let session = try await ScriptedSession(itemCount: 40)
        let target = session.store.folder.path("copy.sqlite")
        try await session.database.backup(to: target)
        let copy = try Database(path: target)
        #expect(try await copy.queues() == session.database.queues())
        #expect(try await copy.annotators() == session.database.annotators())
        let queue = session.queue
        #expect(
            try await copy.annotations(in: queue.id, after: 0) == session.database.annotations(in: queue.id, after: 0)
        )
        #expect(try await copy.models(of: queue.id, limit: 10) == session.database.models(of: queue.id, limit: 10))
        #expect(
            try await copy.items(in: queue.id, after: nil, limit: 100)
                == session.database.items(in: queue.id, after: nil, limit: 100)
        )
        _ = try await copy.addAnnotator(named: "cleo", at: Moment(100))
    }
}
