import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowStore

@Suite struct PredictionTests {
    /// A fixture with a model of its first labels.
    private static func trained(_ count: Int = 80) async throws -> (EngineFixture, TrainingRunner.Outcome) {
        let fixture = try await EngineFixture()
        let annotator = try await fixture.database.addAnnotator(named: "rosa", at: Moment(0))
        _ = try await fixture.label(count, with: try await fixture.scheduler(), by: annotator)
        return (fixture, try await fixture.runner().run(try await fixture.snapshot()))
    }

    static func model(_ fixture: EngineFixture) async throws -> QueueModel {
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        let finding = try await shelf.model(index: try await fixture.index())
        guard case .model(let model) = finding else { throw CancellationError() }
        return model
    }

    @Test("a model says of a text what training said of its item, to the bit")
    func sameAsTraining() async throws {
        let (fixture, outcome) = try await Self.trained()
        let model = try await Self.model(fixture)
        #expect(model.version.number == outcome.version.number)
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        let pool = try await shelf.poolProbabilities(model, index: try await fixture.index())
        let items = try await fixture.database.items(in: fixture.queue.id, after: nil, limit: 1000)
        let texts = try items.map { try fixture.queue.definition.item.text.text(of: $0.data) }
        #expect(try model.probabilities(of: texts).values == pool.values.values)
        #expect(pool.isMissing.isEmpty)
    }

    @Test("a model that learned from texts as older code read them is refused, not read wrongly")
    func olderModel() async throws {
        let (fixture, outcome) = try await Self.trained(20)
        let event = try await fixture.history().lastEvent
        let run = try await fixture.database.beginRun(queue: fixture.queue.id, event: event, at: Moment(1))
        var recipe = outcome.version.recipe
        recipe.codeVersion = Trainer.oldestReadableVersion - 1
        let older = try await fixture.database.storeModel(
            NewModelVersion(
                run: run,
                queue: fixture.queue.id,
                recipe: recipe,
                checksum: outcome.version.checksum,
                summary: outcome.version.summary,
                at: Moment(2)
            )
        )
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        let finding = try await shelf.model(version: older.number, index: try await fixture.index())
        guard case .lost(let version, let reason) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(version.number == older.number && reason.contains("older version"))
    }

    @Test("a model goes on saying the same when the pool has grown and its features were made anew")
    func grownPool() async throws {
        let (fixture, _) = try await Self.trained()
        let text = "The invoice of March is wrong, please send it again"
        let before = try await Self.model(fixture).probabilities(of: [text])
        _ = try await fixture.add(
            (0..<1000).map { EngineFixture.Example(id: "new-\($0)", text: "another text number \($0)", label: "") }
        )
        let store = FeatureStore(dataFolder: fixture.dataFolder, items: fixture.database)
        let features = try await store.features(of: fixture.queue, index: try await fixture.index().entries)
        let model = try await Self.model(fixture)
        #expect(features.fittedRowCount != model.version.recipe.fittedRowCount)
        #expect(try model.probabilities(of: [text]).values == before.values)
        let shelf = ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        #expect(try await shelf.poolProbabilities(model, index: try await fixture.index()).values.rowCount == 1406)
    }

    @Test("the ranking lists open items of the pool only, best first")
    func ranking() async throws {
        let (fixture, _) = try await Self.trained()
        let (index, history) = (try await fixture.index(), try await fixture.history())
        let standing = history.standing(at: history.lastEvent)
        let ranking = try await PoolRanking(
            of: fixture.queue,
            top: 1000,
            model: try await Self.model(fixture),
            strategy: .entropy,
            index: index,
            standing: standing,
            shelf: ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database),
            store: fixture.database
        )
        let isEvaluation = Set(index.entries.filter(\.isEvaluation).map(\.id))
        #expect(ranking.entries.allSatisfy { standing[$0.item.id] == nil && !isEvaluation.contains($0.item.id) })
        #expect(ranking.entries.count == ranking.poolCount)
        #expect(zip(ranking.entries, ranking.entries.dropFirst()).allSatisfy { $0.score >= $1.score })
        let first = try #require(ranking.entries.first)
        let entropy = first.probabilities.reduce(0) {
            $0 - ($1.probability > 0 ? $1.probability * log($1.probability) : 0)
        }
        #expect(abs(entropy - first.score) < 1e-4)
    }

    @Test("evaluation measures on labelled evaluation items, which training never saw")
    func evaluation() async throws {
        let (fixture, outcome) = try await Self.trained(200)
        let (index, history) = (try await fixture.index(), try await fixture.history())
        let evaluation = try #require(
            try await QueueEvaluation(
                try await Self.model(fixture),
                of: fixture.queue,
                index: index,
                standing: history.standing(at: history.lastEvent),
                store: fixture.database,
                shelf: ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
            )
        )
        #expect(evaluation.labelledCount == outcome.version.summary.evaluationCount)
        #expect(evaluation.report.metrics.accuracy.value == outcome.version.summary.accuracy?.value)
        #expect(evaluation.setAsideCount == index.entries.count { $0.isEvaluation })
        #expect(evaluation.trainingCounts.values.reduce(0, +) == outcome.version.summary.labelledCount)
    }

    @Test("labels that the model does not know count as mistakes, and nothing traps")
    func unknownLabels() async throws {
        let (fixture, _) = try await Self.trained()
        let evaluation = try QueueEvaluation(
            try await Self.model(fixture),
            on: [
                QueueEvaluation.Example(text: "a", labels: ["never seen"], root: 1),
                QueueEvaluation.Example(text: "b", labels: ["never seen"], root: 2),
            ],
            seed: 1
        )
        #expect(evaluation?.report.metrics.accuracy.value == 0)
        #expect(evaluation?.labels.last == "never seen")
    }
}
