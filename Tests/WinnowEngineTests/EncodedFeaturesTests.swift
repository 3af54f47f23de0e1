import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowStore
import WinnowTestSupport

@Suite("Features of an encoder")
struct EncodedFeaturesTests {
    static let encoder = FeatureDefinition.encoder(EncoderDefinition(kind: .table, model: "words", temper: 0.25))

    /// The words of the example, so that its texts differ.
    static func words(_ examples: [EngineFixture.Example]) -> [String] {
        let words = examples.flatMap { $0.text.lowercased().split { !$0.isLetter }.map(String.init) }
        return Set(words.filter { $0.utf8.allSatisfy { $0 < 128 } }).sorted()
    }

    /// A queue whose features are an encoder's alone, or as given.
    static func fixture(
        _ features: [FeatureDefinition] = [encoder],
        adding: Bool = true,
        change: (inout QueueDefinition) -> Void = { _ in }
    ) async throws -> EngineFixture {
        let fixture = try await EngineFixture {
            $0.features = features
            change(&$0)
        }
        if adding { try add(to: fixture) }
        return fixture
    }

    static func add(to fixture: EngineFixture, seed: UInt64 = 1, replacing: Bool = false) throws {
        let source = fixture.folder.url.appending(path: "model-\(seed)")
        try StaticModel.write(to: source, words: words(try EngineFixture.tickets()), seed: seed)
        _ = try EncoderShelf(dataFolder: fixture.dataFolder).add(source, as: "words", replacing: replacing)
    }

    static func store(_ fixture: EngineFixture) -> FeatureStore {
        FeatureStore(dataFolder: fixture.dataFolder, items: fixture.database, verified: VerifiedFeatures())
    }

    static func pass(_ fixture: EngineFixture) async throws -> EncodingPass {
        EncodingPass(
            queue: fixture.queue,
            index: try await fixture.index().entries,
            items: fixture.database,
            dataFolder: fixture.dataFolder
        )
    }

    /// Labels items that the scheduler serves.
    static func label(_ count: Int, in fixture: EngineFixture) async throws -> LabelHistory {
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(count, with: try await fixture.scheduler(), by: anna)
        return try await fixture.history()
    }

    @Test("an encoder that is not there is named, with what to do, and nothing is lost")
    func absent() async throws {
        let fixture = try await Self.fixture(adding: false)
        let index = try await fixture.index().entries
        let error = await #expect(throws: EncodingProblem.self) {
            try await Self.store(fixture).features(of: fixture.queue, index: index)
        }
        #expect(error == .notThere(model: "words", known: []))
        try Self.add(to: fixture)
        #expect(try await Self.store(fixture).features(of: fixture.queue, index: index).rowCount == 406)
    }

    @Test("rows are those that the encoder makes, alone and beside other extractors, read again by another process")
    func rows() async throws {
        let sample = try QueueDefinition.sample()
        for features in [[Self.encoder], sample.features + [Self.encoder]] {
            let fixture = try await Self.fixture(features)
            let index = try await fixture.index().entries
            let made = try await Self.store(fixture).features(of: fixture.queue, index: index)
            let read = try await Self.store(fixture).features(of: fixture.queue, index: index)
            #expect(made.isMissing.isEmpty && read.isMissing.isEmpty && made.digest == read.digest)
            let rows = Array(0..<406)
            #expect(read.rows.denseRows(rows)?.values == made.rows.denseRows(rows)?.values)
            let items = try await fixture.database.items(in: fixture.queue.id, after: nil, limit: 1000)
            let texts = try items.map { try fixture.queue.definition.item.text.text(of: $0.data) }
            #expect(try made.extractor.rows(of: texts).denseRows(rows)?.values == made.rows.denseRows(rows)?.values)
        }
    }

    @Test("what is not encoded yet is said, comes in when it is, and the digest stays")
    func partial() async throws {
        let fixture = try await Self.fixture([
            .encoder(EncoderDefinition(kind: .table, model: "words"))
        ])
        let index = try await fixture.index().entries
        let some = try await Self.store(fixture)
            .features(of: fixture.queue, index: index, encoding: .rows([3, 17, 200]))
        let there = (0..<406).filter { some.hasRow($0) }
        #expect(Set(there).isSuperset(of: [3, 17, 200]) && there.count < 20)
        #expect(some.rows.denseRows([4])?.values.allSatisfy { $0 == 0 } == true)
        _ = try await Self.pass(fixture).run { _ in true }
        let all = try await Self.store(fixture).features(of: fixture.queue, index: index, encoding: .rows([]))
        #expect(all.isMissing.isEmpty && all.digest == some.digest)
        #expect(all.rows.denseRows([3, 17])?.values == some.rows.denseRows([3, 17])?.values)
        #expect(try Self.store(fixture).isWhole(fixture.queue, index: index))
    }

    @Test(
        "an encoder that is replaced is another one: what it made is made anew, and no old model reads the new columns"
    )
    func replacedModel() async throws {
        let fixture = try await Self.fixture()
        let index = try await fixture.index()
        _ = try await Self.pass(fixture).run { _ in true }
        let history = try await Self.label(40, in: fixture)
        let snapshot = TrainingRunner.Snapshot(index: index, history: history, event: history.lastEvent)
        let outcome = try await fixture.runner().run(snapshot)
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        guard case .model = try await shelf.model(index: index) else { throw CancellationError() }
        #expect(try Self.store(fixture).isWhole(fixture.queue, index: index.entries))
        try Self.add(to: fixture, seed: 2, replacing: true)
        #expect(try !Self.store(fixture).isWhole(fixture.queue, index: index.entries))
        guard case .lost(_, let reason) = try await shelf.model(index: index) else {
            Issue.record("the old model reads another encoder")
            return
        }
        #expect(reason.contains("winnow retrain"))
        // What a process has in memory is not used either.
        let remembered = TrainingRunner.Snapshot(
            index: index,
            history: history,
            event: history.lastEvent,
            memory: outcome.memory
        )
        let runner = TrainingRunner(
            queue: fixture.queue,
            dataFolder: fixture.dataFolder,
            items: fixture.database,
            store: fixture.database,
            clock: fixture.clock,
            encodesAll: false
        )
        #expect(try await runner.rank(remembered).order == nil)
        let again = try await fixture.runner().run(remembered)
        #expect(again.version.recipe.encoders != outcome.version.recipe.encoders)
        guard case .model = try await shelf.model(index: index) else {
            Issue.record("there is no model of the new encoder")
            return
        }
    }

    @Test("an encoder that was opened before it was replaced makes nothing that would be kept as the other's")
    func replacedMeanwhile() async throws {
        let fixture = try await Self.fixture()
        let shelf = EncoderShelf(dataFolder: fixture.dataFolder)
        guard case .encoder(let definition) = Self.encoder else { return }
        let former = try shelf.encoder(definition)
        try Self.add(to: fixture, seed: 3, replacing: true)
        #expect(throws: LearningError.self) { try former.rows(of: ["refund"]) }
        #expect(try shelf.encoder(definition).rows(of: ["refund"]).rowCount == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: shelf.folder.path)
        #expect(names == ["words"])
    }

    @Test("an encoder whose replacement was killed half way is put back by a repair, and not removed")
    func killedReplacement() async throws {
        let fixture = try await Self.fixture()
        let shelf = EncoderShelf(dataFolder: fixture.dataFolder)
        let entry = try shelf.entry(named: "words")
        let aside = shelf.folder.appending(path: ".replaced-x")
        try FileManager.default.moveItem(at: shelf.folder.appending(path: "words"), to: aside)
        let check = DataFolderCheck(dataFolder: fixture.dataFolder, store: fixture.database)
        #expect(try await check.run(repairs: false).contains { $0.code == "encoder-missing" })
        _ = try await check.run(repairs: true)
        #expect(try shelf.entry(named: "words") == entry)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.folder.path) == ["words"])
    }

    @Test("a pass that is stopped goes on where it was, and the same features come of it")
    func resumed() async throws {
        let (stopped, whole) = (try await Self.fixture(), try await Self.fixture())
        let index = try await stopped.index().entries
        await #expect(throws: CancellationError.self) {
            try await Self.pass(stopped).run { _ in false }
        }
        let rest = try await Self.pass(stopped).run { _ in true }
        let all = try await Self.pass(whole).run { _ in true }
        #expect(rest.madeCount < all.madeCount && all.madeCount == 406)
        let features = try await Self.store(stopped).features(of: stopped.queue, index: index)
        let others = try await Self.store(whole).features(of: whole.queue, index: index)
        #expect(features.rows.denseRows(0..<406)?.values == others.rows.denseRows(0..<406)?.values)
        #expect(try await Self.pass(stopped).run { _ in true }.madeCount == 0)
    }

    @Test("rows that are not encoded are not asked about, and come behind all others in the ranking")
    func ranking() async throws {
        let fixture = try await Self.fixture([.encoder(EncoderDefinition(kind: .table, model: "words"))]) {
            $0.query.strategy = .auto
        }
        let index = try await fixture.index()
        let labelled = try await Self.label(40, in: fixture)
        let rows = labelled.annotations.compactMap { index.row(of: $0.item) }
        let runner = TrainingRunner(
            queue: fixture.queue,
            dataFolder: fixture.dataFolder,
            items: fixture.database,
            store: fixture.database,
            clock: fixture.clock,
            encodesAll: false
        )
        let outcome = try await runner.run(
            TrainingRunner.Snapshot(index: index, history: labelled, event: labelled.lastEvent)
        )
        let features = try #require(outcome.memory.features)
        #expect(rows.count == 40 && rows.allSatisfy { features.hasRow($0) })
        let missing = (0..<406).filter { !features.hasRow($0) }
        #expect(missing.count > 300)
        var ranking = outcome.order.ranking
        let last = (0..<406).suffix(missing.count).compactMap { ranking.position(atRank: $0) }
        #expect(Set(last) == Set(missing))
    }

    @Test("an entry with numbers that cannot be is none", arguments: ["tokenLimit", "columnCount"])
    func impossibleEntry(key: String) async throws {
        let fixture = try await Self.fixture()
        let file = fixture.dataFolder.encoders.appending(path: "words/encoder.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        for number in ["0", "-5", "4611686018427387904"] {
            let changed = text.replacing(try Regex("\"\(key)\" : [0-9]+"), with: "\"\(key)\" : \(number)")
            #expect(changed != text)
            try Data(changed.utf8).write(to: file)
            #expect(EncoderShelf(dataFolder: fixture.dataFolder).entries().isEmpty)
        }
    }

    @Test("another model under the same name makes features anew")
    func replaced() async throws {
        let fixture = try await Self.fixture()
        let index = try await fixture.index().entries
        let before = try await Self.store(fixture).features(of: fixture.queue, index: index)
        try Self.add(to: fixture, seed: 2, replacing: true)
        let after = try await Self.store(fixture).features(of: fixture.queue, index: index)
        #expect(before.digest != after.digest)
        #expect(before.rows.denseRows([5])?.values != after.rows.denseRows([5])?.values)
    }

    @Test("damaged vectors and files are made again")
    func damaged() async throws {
        let fixture = try await Self.fixture()
        let index = try await fixture.index().entries
        // Copied: the files are mapped, and their damage would show here too.
        let before = try await Self.store(fixture).features(of: fixture.queue, index: index).rows
            .denseRows(0..<406)?.values
        for ending in ["features", "vectors"] {
            let folder = ending == "features" ? fixture.dataFolder.features : fixture.dataFolder.vectors
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            for case let file as URL in try #require(files) where file.path.hasSuffix(ending) {
                var data = try Data(contentsOf: file)
                data[data.count * 2 / 3] ^= 0x40
                try data.write(to: file)
            }
            let after = try await Self.store(fixture).features(of: fixture.queue, index: index)
            #expect(after.rows.denseRows(0..<406)?.values == before, "\(ending)")
        }
    }

    @Test("a model of an encoder is the same when it is built again, and explains itself by leaving words out")
    func rebuilt() async throws {
        let fixture = try await Self.fixture()
        let history = try await Self.label(60, in: fixture)
        let index = try await fixture.index()
        let runner = TrainingRunner(
            queue: fixture.queue,
            dataFolder: fixture.dataFolder,
            items: fixture.database,
            store: fixture.database,
            clock: fixture.clock
        )
        let outcome = try await runner.run(
            TrainingRunner.Snapshot(index: index, history: history, event: history.lastEvent)
        )
        try FileManager.default.removeItem(at: fixture.dataFolder.models)
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        guard case .model(let model) = try await shelf.model(index: index) else {
            Issue.record("no model")
            return
        }
        #expect(model.version.number == outcome.version.number)
        let explanation = try model.explanation(of: "The invoice is wrong")
        #expect(explanation.pieces.contains { $0.weight != 0 })
    }
}
