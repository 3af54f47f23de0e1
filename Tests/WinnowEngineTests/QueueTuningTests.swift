import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

@Suite struct QueueTuningTests {
    @Test(
        "a search varies only what the queue's features have, and its first trial is the queue as it is",
        arguments: [0, 0.5]
    )
    func features(scale: Double) async throws {
        let fixture = try await EngineFixture {
            let tfidf = TFIDFDefinition(words: 1...1, characters: nil, dimensions: 1 << 12, scale: scale)
            $0.features = [.tfidf(tfidf), .lsa(LSADefinition(columns: 8, temper: 0.5))]
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        let (index, history) = (try await fixture.index(), try await fixture.history())
        let tuning = QueueTuning(
            fixture.queue,
            features: try await FeatureStoreTests.features(fixture),
            data: LearningData(
                history.standing(at: history.lastEvent),
                queue: fixture.queue,
                index: index
            ),
            kinds: [.logisticRegression, .nearestNeighbours],
            chosen: [:]
        )
        let outcome = try #require(tuning.run(by: .random, trialCount: 7, seed: 1))
        #expect(outcome.trials.count == 8 && outcome.trials[0].loss != nil)
        for trial in outcome.trials {
            #expect((trial.configuration["scale"] != nil) == (scale > 0))
            #expect(trial.configuration["temper"] != nil)
            let definition = try #require(tuning.definition(of: trial))
            guard case .tfidf(let tfidf) = definition.features[0] else { continue }
            #expect((tfidf.scale > 0) == (scale > 0))
        }
        let first = try #require(tuning.definition(of: outcome.trials[0]))
        #expect(first.features == fixture.queue.definition.features)
    }
}
