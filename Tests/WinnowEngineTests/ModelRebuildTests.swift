import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowNumerics
import WinnowStore

@Suite struct ModelRebuildTests {
    /// A queue with a model of 40 labels on 150 items.
    struct Trained {
        let fixture: EngineFixture
        let version: ModelVersion
        let bytes: Data
        let rest: [EngineFixture.Example]

        init(change: (inout QueueDefinition) -> Void = { _ in }) async throws {
            let all = try EngineFixture.tickets()
            fixture = try await EngineFixture(Array(all[..<150]), change: change)
            rest = Array(all[150...])
            let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
            _ = try await fixture.label(40, with: fixture.scheduler(), by: anna)
            version = try await fixture.runner().run(fixture.snapshot()).version
            bytes = try Data(contentsOf: Self.file(fixture, version))
        }

        static func file(_ fixture: EngineFixture, _ version: ModelVersion) -> URL {
            fixture.dataFolder.models.appending(path: "queue-\(fixture.queue.id)/\(version.number).model")
        }

        var file: URL { Self.file(fixture, version) }

        func rebuild(_ queue: Queue? = nil) async throws -> ModelRebuild.Outcome {
            let rebuild = ModelRebuild(
                queue: queue ?? fixture.queue,
                dataFolder: fixture.dataFolder,
                store: fixture.database
            )
            return try await rebuild.run(version, index: fixture.index())
        }

        func forget() throws {
            for folder in [fixture.dataFolder.features, fixture.dataFolder.models] {
                try FileManager.default.removeItem(at: folder)
            }
        }
    }

    /// Without anything to cross-validate, which is slow.
    static func quick(_ definition: inout QueueDefinition) {
        definition.classifier.method = .logisticRegression(l2: 0.1)
        definition.classifier.calibration = .none
    }

    static func isSame(_ outcome: ModelRebuild.Outcome) -> Bool {
        if case .same = outcome { true } else { false }
    }

    static let methods: [ClassifierDefinition.Method] = [
        .linearSVM(l2: nil), .naiveBayes(NaiveBayesDefinition(variant: .complement, smoothing: nil)),
        .nearestNeighbours(NearestNeighboursDefinition(neighbours: nil, weighting: .distance)),
        .perceptron(.usual),
    ]

    @Test(
        "a model of any classifier has the same bytes again, says what it was fitted with and why it says what it says",
        arguments: methods
    )
    func classifiers(method: ClassifierDefinition.Method) async throws {
        let trained = try await Trained { $0.classifier.method = method }
        #expect(trained.version.summary.hyperparameters.count <= 1)
        try trained.forget()
        #expect(Self.isSame(try await trained.rebuild()))
        #expect(try Data(contentsOf: trained.file) == trained.bytes)
        let model = try await PredictionTests.model(trained.fixture)
        let tickets = Array(try EngineFixture.tickets()[..<150])
        let probabilities = try model.probabilities(of: tickets.map(\.text))
        let right = tickets.indices.count { row in
            model.predicted(probabilities.row(row)).map { model.labels[$0].name } == [tickets[row].label]
        }
        // Six labels; of the largest alone a third would be right.
        #expect(right > 65)
        let explanation = try model.explanation(of: "The invoice of March is wrong, please send it again")
        #expect(explanation.label == explanation.probabilities.first?.label)
        #expect(explanation.pieces.map(\.text).joined() == "The invoice of March is wrong, please send it again")
        #expect(explanation.pieces.contains { $0.weight != 0 })
        #expect(try model.explanation(of: "").pieces.isEmpty)
    }

    @Test("a model whose columns count by how well they tell labels apart has the same bytes again")
    func ratios() async throws {
        let ratios = TFIDFDefinition(words: 1...2, characters: nil, dimensions: 1 << 13, ratios: 0.5)
        let plain = TFIDFDefinition(words: 1...2, characters: nil, dimensions: 1 << 13)
        var checksums: [Digest] = []
        for tfidf in [ratios, plain] {
            let trained = try await Trained {
                ModelRebuildTests.quick(&$0)
                $0.features = [.tfidf(tfidf)]
            }
            checksums.append(trained.version.checksum)
            try trained.forget()
            #expect(Self.isSame(try await trained.rebuild()))
        }
        #expect(checksums[0] != checksums[1])
    }

    @Test("a model of a pool that has more than doubled since has the same bytes again")
    func grown() async throws {
        let trained = try await Trained()
        let fixture = trained.fixture
        _ = try await fixture.add(trained.rest)
        let second = try await fixture.runner().run(fixture.snapshot()).version
        #expect(second.recipe.fittedRowCount == 406 && second.checksum != trained.version.checksum)
        try trained.forget()
        let outcome = try await trained.rebuild()
        #expect(Self.isSame(outcome), "\(outcome)")
        #expect(try Data(contentsOf: trained.file) == trained.bytes)
    }

    @Test(
        "labels that were renamed, merged, moved and added since change nothing",
        arguments: [QueueDefinition.Task.classification, .multilabel]
    )
    func relabelled(task: QueueDefinition.Task) async throws {
        let trained = try await Trained { $0.task = task }
        let queue = trained.fixture.queue
        var definition = queue.definition
        let names = definition.labels.map(\.name)
        definition.labels.reverse()
        definition.labels.removeAll { $0.name == names[1] }
        definition.labels[0].was = names[1]
        definition.labels.append(LabelDefinition(name: "praise"))
        let position = try #require(definition.labels.firstIndex { $0.name == names[0] })
        definition.labels[position] = LabelDefinition(name: "renamed", was: names[0])
        definition.seed = 99
        definition.query.strategy = .entropy
        let changed = try await trained.fixture.database.updateQueue(queue, to: definition, at: Moment(2000))
        #expect(changed.labels.count == names.count)
        try trained.forget()
        let outcome = try await trained.rebuild(changed)
        #expect(Self.isSame(outcome), "\(outcome)")
        #expect(try Data(contentsOf: trained.file) == trained.bytes)
    }

    @Test("a model whose file is missing or damaged is built again when it is asked for")
    func shelf() async throws {
        let trained = try await Trained(change: Self.quick)
        let fixture = trained.fixture
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        for damage in [nil, trained.bytes.dropLast(), Data()] as [Data?] {
            try FileManager.default.removeItem(at: trained.file)
            if let damage { try damage.write(to: trained.file) }
            guard case .model(let model) = try await shelf.model(index: fixture.index()) else {
                Issue.record("no model")
                return
            }
            #expect(model.version.number == trained.version.number)
            #expect(try Data(contentsOf: trained.file) == trained.bytes)
        }
    }

    @Test("a model of texts that were replaced since comes out different, which is said and not written")
    func replaced() async throws {
        let trained = try await Trained(change: Self.quick)
        let fixture = trained.fixture
        let used = Set(try await fixture.history().annotations.map(\.item))
        let items = try await fixture.database.items(in: fixture.queue.id, after: nil, limit: 1000)
        let free = try #require(items.first { !used.contains($0.id) && $0.root == $0.id })
        let outcome = try await fixture.add(
            [.init(id: free.externalID, text: "quite another ticket about invoices", label: "")],
            policy: .replace
        )
        #expect(outcome.replacedCount == 1)
        try trained.forget()
        guard case .different(let reason) = try await trained.rebuild() else {
            Issue.record("not different")
            return
        }
        #expect(reason.contains("1 of the items"))
        #expect(!FileManager.default.fileExists(atPath: trained.file.path))
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        if case .lost = try await shelf.model(index: fixture.index()) {} else { Issue.record("not reported") }
    }

    @Test("runs of a process that was killed are ended when the next one begins")
    func abandoned() async throws {
        let fixture = try await EngineFixture()
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(15, with: fixture.scheduler(), by: anna)
        _ = try await fixture.database.beginRun(queue: fixture.queue.id, event: 1, at: Moment(5))
        _ = try await fixture.runner().run(fixture.snapshot())
        let runs = try await fixture.database.runs(of: fixture.queue.id, limit: 9)
        #expect(runs.map(\.state) == [.succeeded, .failed])
        #expect(runs.last?.message == "the process ended" && runs.last?.endedAt != nil)
    }
}
