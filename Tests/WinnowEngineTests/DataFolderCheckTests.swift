import Foundation
import GRDB
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@Suite struct DataFolderCheckTests {
    static func check(_ fixture: EngineFixture, repairs: Bool = false) async throws -> [CheckFinding] {
        try await DataFolderCheck(dataFolder: fixture.dataFolder, store: fixture.database).run(repairs: repairs)
    }

    static func file(_ fixture: EngineFixture, _ folder: URL, _ ending: String) throws -> URL {
        let queue = folder.appending(path: "queue-\(fixture.queue.id)")
        let names = try FileManager.default.contentsOfDirectory(atPath: queue.path)
        let name = try #require(names.first { $0.hasSuffix(ending) })
        return queue.appending(path: name)
    }

    @Test("a data folder after labelling and training is in order")
    func clean() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        #expect(try await Self.check(trained.fixture) == [])
    }

    @Test(
        "a damaged derived file is found, and made again when asked",
        arguments: [".features", ".frequencies", "manifest.json", ".model"]
    )
    func damaged(ending: String) async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let fixture = trained.fixture
        let before = try await FeatureStoreTests.features(fixture).digest
        let folder = ending == ".model" ? fixture.dataFolder.models : fixture.dataFolder.features
        let file = try Self.file(fixture, folder, ending)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 0xff
        try bytes.write(to: file)
        let code = ending == ".model" ? "model-damaged" : "features-damaged"
        let found = try await Self.check(fixture)
        #expect(found.map(\.code).contains(code) && found.contains { $0.isOpen }, "\(found)")
        #expect(try Data(contentsOf: file) == bytes)
        let mended = try await Self.check(fixture, repairs: true)
        #expect(mended.map(\.code) == found.map(\.code) && mended.allSatisfy { !$0.isOpen }, "\(mended)")
        #expect(try await Self.check(fixture) == [])
        #expect(try await FeatureStoreTests.features(fixture).digest == before)
        #expect(try Data(contentsOf: trained.file) == trained.bytes)
    }

    @Test(
        "a damaged header of a feature file is found, wherever it is",
        arguments: [0, 4, 8, 12, 16, 24, 25, 32, 40, 63]
    )
    func damagedHeader(offset: Int) async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let file = try Self.file(trained.fixture, trained.fixture.dataFolder.features, ".features")
        var bytes = try Data(contentsOf: file)
        bytes[offset] ^= 0x01
        try bytes.write(to: file)
        #expect(try await Self.check(trained.fixture).contains { $0.code == "features-damaged" && $0.isOpen })
    }

    @Test("a manifest whose counts cannot be counts of rows is found, though it can be read")
    func impossibleManifest() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let file = try Self.file(trained.fixture, trained.fixture.dataFolder.features, "manifest.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing(/"rowCount" : \d+/, with: "\"rowCount\" : 4611686018427387904")
        #expect(changed != text)
        try Data(changed.utf8).write(to: file)
        #expect(try await Self.check(trained.fixture).contains { $0.code == "features-damaged" && $0.isOpen })
    }

    @Test("what killed processes and vanished queues left behind is found, and removed when asked")
    func stray() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let folder = trained.fixture.dataFolder
        let strays = [
            folder.features.appending(path: "queue-1/.4711.tmp"), folder.models.appending(path: "queue-1/77.model"),
            folder.models.appending(path: "queue-9/1.model"),
        ]
        for file in strays {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data("left".utf8).write(to: file)
        }
        let codes = ["folder-stray", "features-stray", "model-stray"]
        let found = try await Self.check(trained.fixture)
        #expect(found.map(\.code) == codes && found.allSatisfy { $0.severity == .note && !$0.isOpen })
        #expect(
            found.map(\.examples) == [["models/queue-9"], ["features/queue-1/.4711.tmp"], ["models/queue-1/77.model"]]
        )
        let mended = try await Self.check(trained.fixture, repairs: true)
        #expect(mended.map(\.code) == codes && mended.allSatisfy { $0.isRepaired })
        for file in strays { #expect(!FileManager.default.fileExists(atPath: file.path)) }
        #expect(try await Self.check(trained.fixture) == [])
    }

    @Test("half a backup that a killed process left is found and removed when asked, and one under way is not")
    func strayBackup() async throws {
        let fixture = try await EngineFixture()
        let beside = fixture.dataFolder.url.deletingLastPathComponent()
        let id = "6F9619FF-8B86-4011-B42D-00C04FC964FF"
        func make(_ name: String, _ file: String) throws -> URL {
            let folder = beside.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: folder.appending(path: file))
            return folder
        }
        let left = try make(".monday.\(id).partial", "winnow.sqlite.partial")
        let others = [
            try make(".tuesday.\(id).partial", "notes.txt"), try make(".monday.partial", "winnow.sqlite"),
            try make(".wednesday.\(id).partial", "winnow.sqlite"),
        ]
        // Held as a backup under way holds it.
        let descriptor = open(others[2].path, O_RDONLY | O_DIRECTORY)
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        defer { close(descriptor) }
        let found = try await Self.check(fixture)
        #expect(found.map(\.code) == ["backup-stray"] && found.allSatisfy { $0.count == 1 && !$0.isOpen }, "\(found)")
        #expect(found.first?.examples.first?.hasSuffix(left.lastPathComponent) == true)
        #expect(FileManager.default.fileExists(atPath: left.path))
        #expect(try await Self.check(fixture, repairs: true).allSatisfy { $0.isRepaired })
        #expect(!FileManager.default.fileExists(atPath: left.path))
        #expect(others.allSatisfy { FileManager.default.fileExists(atPath: $0.path) })
        #expect(try await Self.check(fixture) == [])
    }

    @Test("a promoted model without a file is no fault, and is built again by a repair")
    func missing() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        try FileManager.default.removeItem(at: trained.file)
        let found = try await Self.check(trained.fixture)
        #expect(found.map(\.code) == ["model-missing"] && found.allSatisfy { !$0.isOpen })
        _ = try await Self.check(trained.fixture, repairs: true)
        #expect(try Data(contentsOf: trained.file) == trained.bytes)
    }

    @Test("what is wrong with the stored data is named and not touched by a repair")
    func stored() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let fixture = trained.fixture
        // No update of a queue does this.
        try await DatabaseQueue(path: fixture.dataFolder.database.path).write { db in
            try db.execute(sql: "UPDATE queue SET definition = json_set(definition, '$.item.text', '{{body}}')")
        }
        try Data("left".utf8).write(to: fixture.dataFolder.models.appending(path: "stray"))
        for repairs in [false, true] {
            let found = try await Self.check(fixture, repairs: repairs)
            #expect(found.map(\.code) == ["item-without-text", "folder-stray"])
            #expect(found.first?.count == 150 && found.map(\.isOpen) == [true, false])
        }
    }

    @Test("a queue that is being trained is left alone")
    func busy() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let lock = try await trained.fixture.runner().lock(patience: nil)
        let found = try await Self.check(trained.fixture, repairs: true)
        #expect(found.map(\.code) == ["queue-busy"] && found.allSatisfy { !$0.isOpen })
        withExtendedLifetime(lock) {}
    }

    @Test("a backup is a data folder: in order, with its model built again on demand")
    func backup() async throws {
        let trained = try await ModelRebuildTests.Trained(change: ModelRebuildTests.quick)
        let fixture = trained.fixture
        let folder = DataFolder(url: fixture.folder.url.appending(path: "copies/monday"))
        let backup = DataFolderBackup(store: fixture.database)
        try await backup.run(to: folder.url)
        await #expect(throws: StoreError.self) { try await backup.run(to: folder.url) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["winnow.sqlite"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("copies")) == ["monday"])
        let copy = try WinnowStore.Database(path: folder.database.path)
        let found = try await DataFolderCheck(dataFolder: folder, store: copy).run(repairs: false)
        #expect(found.allSatisfy { !$0.isOpen })
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: folder, store: copy)
        guard case .model = try await shelf.model(index: fixture.index()) else {
            Issue.record("no model")
            return
        }
        let file = folder.models.appending(path: "queue-\(fixture.queue.id)/1.model")
        #expect(try Data(contentsOf: file) == trained.bytes)
    }
}
