import GRDB
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct OpeningTests {
    @Test("a database is opened and read while another process is in the middle of writing")
    func besideWriter() async throws {
        let store = try await StoreFixture(itemCount: 3)
        let path = store.folder.path("winnow.sqlite")
        let writer = try DatabaseQueue(path: path)
        // Opening waits for nobody: with the lock held by this very task, waiting would end as `busy`.
        let opened = try await writer.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            defer { try? db.execute(sql: "ROLLBACK") }
            return try WinnowStore.Database(path: path, opening: .existing)
        }
        #expect(try await opened.itemIndex(of: store.queue.id, after: nil).count == 3)
        try opened.close()
    }
}
