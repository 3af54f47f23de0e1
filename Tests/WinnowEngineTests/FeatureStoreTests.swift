import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowStore

@Suite struct FeatureStoreTests {
    static func features(_ fixture: EngineFixture) async throws -> FeatureSet {
        try await FeatureStore(dataFolder: fixture.dataFolder, items: fixture.database, verified: VerifiedFeatures())
            .features(of: fixture.queue, index: fixture.index().entries)
    }

    static func files(_ fixture: EngineFixture, _ ending: String) throws -> [URL] {
        let folder = fixture.dataFolder.features.appending(path: "queue-\(fixture.queue.id)")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }
    }

    @Test("features are made once, and read from the file after that")
    func reuse() async throws {
        let fixture = try await EngineFixture()
        let first = try await Self.features(fixture)
        let file = try #require(try Self.files(fixture, "features").first)
        let made = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
        let second = try await Self.features(fixture)
        #expect(first.digest == second.digest && second.rowCount == 406)
        let still = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
        #expect(made == still)
    }

    @Test("new items are added with the old weights, until the pool has doubled")
    func growth() async throws {
        let all = try EngineFixture.tickets()
        let fixture = try await EngineFixture(Array(all[..<150]))
        #expect(try await Self.features(fixture).fittedRowCount == 150)
        _ = try await fixture.add(Array(all[150..<299]))
        let grown = try await Self.features(fixture)
        #expect(grown.fittedRowCount == 150 && grown.rowCount == 299)
        _ = try await fixture.add(Array(all[299..<310]))
        #expect(try await Self.features(fixture).fittedRowCount == 310)
        // Counts, dense rows and their basis.
        #expect(try Self.files(fixture, "features").count == 3)
    }

    @Test(
        "a damaged or missing file is found and made again with the same content",
        arguments: ["0-", "0-dense-", "basis-", ".frequencies"]
    )
    func damage(kind: String) async throws {
        let fixture = try await EngineFixture()
        let whole = try await Self.features(fixture)
        let files = try Self.files(fixture, "features") + Self.files(fixture, "frequencies")
        let file = try #require(
            files.first { file in
                let name = file.lastPathComponent
                return kind.hasPrefix(".")
                    ? name.hasSuffix(kind)
                    : name.hasPrefix(kind) && !name.dropFirst(kind.count).contains("-dense")
                        && (kind != "0-" || !name.hasPrefix("0-dense"))
            }
        )
        var bytes = try Data(contentsOf: file)
        for offset in [0, 20, 70, bytes.count / 2, bytes.count - 1] {
            bytes[offset] ^= 0x10
            try bytes.write(to: file, options: .atomic)
            #expect(try await Self.features(fixture).digest == whole.digest)
            bytes = try Data(contentsOf: file)
        }
        try bytes.prefix(50).write(to: file, options: .atomic)
        #expect(try await Self.features(fixture).digest == whole.digest)
        try FileManager.default.removeItem(at: file)
        #expect(try await Self.features(fixture).digest == whole.digest)
    }

    @Test("whole files of other features in place of the right ones are found too", arguments: ["counts", "dense"])
    func otherFeatures(part: String) async throws {
        let fixture = try await EngineFixture()
        let whole = try await Self.features(fixture)
        let other = try await EngineFixture {
            let tfidf = TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 1 << 13)
            $0.features = [.tfidf(tfidf), .lsa(LSADefinition(columns: 8, temper: 0.25))]
        }
        _ = try await Self.features(other)
        func folder(_ fixture: EngineFixture) -> URL {
            fixture.dataFolder.features.appending(path: "queue-\(fixture.queue.id)")
        }
        func manifest(_ fixture: EngineFixture) throws -> [String: Any] {
            let data = try Data(contentsOf: folder(fixture).appending(path: "manifest.json"))
            return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
        var members = try manifest(fixture)
        var segments = try #require(members["segments"] as? [[String: Any]])
        let foreign = try #require(
            (try manifest(other)["segments"] as? [[String: Any]])?.first?[part] as? [String: Any]
        )
        let file = try #require(foreign["file"] as? String)
        try FileManager.default.copyItem(
            at: folder(other).appending(path: file),
            to: folder(fixture).appending(path: file)
        )
        segments[0][part] = foreign
        members["segments"] = segments
        try JSONSerialization.data(withJSONObject: members)
            .write(to: folder(fixture).appending(path: "manifest.json"))
        #expect(try await Self.features(fixture).digest == whole.digest)
    }

    @Test("a queue may learn from dense columns alone, and then no model sees the counts", arguments: [0, 1])
    func scales(scale: Double) async throws {
        let fixture = try await EngineFixture {
            let tfidf = TFIDFDefinition(words: 1...1, characters: nil, dimensions: 1 << 12, scale: scale)
            $0.features = [.tfidf(tfidf), .lsa(LSADefinition(columns: 8, temper: 0.5))]
        }
        let features = try await Self.features(fixture)
        #expect(features.rows.sparseColumnCount == (scale == 0 ? 0 : 1 << 12) && features.rows.denseColumnCount == 8)
        #expect(features.extractor.scales(labelCount: 1).sparse == Float(scale))
        // The same rows from the texts alone, through what is kept on disk and through another fit.
        let store = FeatureStore(dataFolder: fixture.dataFolder, items: fixture.database, verified: VerifiedFeatures())
        let index = try await fixture.index().entries
        let texts = try await fixture.database.items(in: fixture.queue.id, after: nil, limit: 500).map {
            try fixture.queue.definition.item.text.text(of: $0.data)
        }
        for isKept in [true, false] {
            if !isKept { try FileManager.default.removeItem(at: fixture.dataFolder.features) }
            let extractor = try await store.extractor(
                of: fixture.queue,
                definition: fixture.queue.definition,
                fittedRowCount: index.count,
                index: index
            )
            let made = try extractor.rows(of: texts).denseRows(texts.indices)
            #expect(made?.values == features.rows.denseRows(texts.indices)?.values)
        }
    }

    @Test("a queue without items has features, of no rows")
    func nothing() async throws {
        let fixture = try await EngineFixture([])
        let features = try await Self.features(fixture)
        #expect(features.rowCount == 0 && features.rows.denseColumnCount == 16)
    }

    @Test("a file that was verified is not read again by the same process, unless it is another one now")
    func verifiedOnce() async throws {
        let fixture = try await EngineFixture()
        let store = FeatureStore(dataFolder: fixture.dataFolder, items: fixture.database)
        let index = try await fixture.index().entries
        let whole = try await store.features(of: fixture.queue, index: index)
        let file = try #require(try Self.files(fixture, "features").first)
        let written = try Data(contentsOf: file)
        var status = stat()
        try #require(stat(file.path, &status) == 0)
        // A damage that only reading all of it would find: same file, same length, same time.
        let handle = try FileHandle(forWritingTo: file)
        try handle.seek(toOffset: UInt64(written.count / 2))
        try handle.write(contentsOf: [written[written.count / 2] ^ 1])
        try handle.close()
        try #require(utimensat(AT_FDCWD, file.path, [status.st_atim, status.st_mtim], 0) == 0)
        _ = try await store.features(of: fixture.queue, index: index)
        #expect(try Data(contentsOf: file) != written)
        // Another process reads it, and makes it again.
        #expect(try await Self.features(fixture).digest == whole.digest)
        #expect(try Data(contentsOf: file) == written)
        try Data("short".utf8).write(to: file)
        #expect(try await store.features(of: fixture.queue, index: index).digest == whole.digest)
        #expect(try Data(contentsOf: file) == written)
    }

    @Test("features of texts that an older version read in another way are not used, and made anew")
    func olderReading() async throws {
        let fixture = try await EngineFixture()
        let whole = try await Self.features(fixture)
        let store = FeatureStore(dataFolder: fixture.dataFolder, items: fixture.database)
        let index = try await fixture.index().entries
        let manifest = fixture.dataFolder.features.appending(path: "queue-\(fixture.queue.id)/manifest.json")
        let written = try Data(contentsOf: manifest)
        let changes: [(String, Any?)] = [
            ("textVersion", nil), ("textVersion", 1), ("fittedRowCount", 9_000_000_000_000_000_000),
            ("fittedRowCount", -1),
        ]
        for (key, value) in changes {
            var members = try #require(JSONSerialization.jsonObject(with: written) as? [String: Any])
            members[key] = value
            try JSONSerialization.data(withJSONObject: members).write(to: manifest)
            #expect(await store.current(of: fixture.queue, index: index)?.digest == nil)
            #expect(try await Self.features(fixture).digest == whole.digest)
            #expect(await store.current(of: fixture.queue, index: index)?.digest == whole.digest)
        }
    }
}
