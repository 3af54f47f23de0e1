import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

@Suite struct CommitteeTests {
    /// Forty labels, and a model of them.
    static func trained(
        _ by: CommitteeDefinition.Difference,
        _ strategy: QueryDefinition.Strategy = .voteEntropy
    ) async throws -> (fixture: EngineFixture, outcome: TrainingRunner.Outcome) {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            $0.committee = CommitteeDefinition(members: 3, by: by)
            $0.query.strategy = strategy
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(40, with: try await fixture.scheduler(), by: anna)
        return (fixture, try await fixture.runner().run(try await fixture.snapshot()))
    }

    @Test(
        "a committee orders the pool by how much its members differ",
        arguments: [CommitteeDefinition.Difference.bootstrap, .classifiers, .features, .checkpoints]
    )
    func order(by: CommitteeDefinition.Difference) async throws {
        let (_, outcome) = try await Self.trained(by)
        let scores = outcome.order.ranking.scores
        #expect(outcome.order.strategy == "vote-entropy.v1")
        // Three votes have an entropy of 0, of two against one, or of one each.
        let two = Float(log(3) - 2.0 / 3 * log(2))
        #expect(scores.allSatisfy { score in [0, two, Float(log(3.0))].contains { abs(score - $0) < 1e-4 } })
        #expect(Set(scores).count > 1)
    }

    @Test(
        "a strategy that looks at what the queue does not have is refused with what to add",
        arguments: [(QueryDefinition.Strategy.kCenter, "lsa.v1"), (.expectedModelChange, "tfidf.v1")]
    )
    func missing(strategy: QueryDefinition.Strategy, extractor: String) async throws {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            let counts = TFIDFDefinition(
                words: 1...1,
                characters: nil,
                dimensions: 1 << 12,
                scale: strategy == .kCenter ? 1 : 0
            )
            let dense = FeatureDefinition.lsa(LSADefinition(columns: 8, temper: 0))
            $0.features = strategy == .kCenter ? [.tfidf(counts)] : [.tfidf(counts), dense]
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(20, with: try await fixture.scheduler(), by: anna)
        _ = try await fixture.runner().run(try await fixture.snapshot())
        let (index, history) = (try await fixture.index(), try await fixture.history())
        let model = try await PredictionTests.model(fixture)
        do {
            _ = try await PoolRanking(
                of: fixture.queue,
                top: 5,
                model: model,
                strategy: strategy,
                index: index,
                standing: history.standing(at: history.lastEvent),
                shelf: ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database),
                store: fixture.database
            )
            Issue.record("it is not refused")
        } catch let error as any CodedError {
            #expect(error.code == .notPossible && error.description.contains(extractor))
        }
    }

    @Test("where there is no earlier checkpoint the members are resampled, as one that agrees with itself says nothing")
    func noCheckpoints() async throws {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            $0.committee = CommitteeDefinition(members: 3, by: .checkpoints)
            $0.query.strategy = .bald
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(10, with: try await fixture.scheduler(), by: anna)
        let order = try await fixture.runner().run(try await fixture.snapshot()).order
        #expect(Set(order.ranking.scores).count > 10)
    }

    @Test(
        "another process that only ranks has the same committee",
        arguments: [CommitteeDefinition.Difference.bootstrap, .checkpoints]
    )
    func again(by: CommitteeDefinition.Difference) async throws {
        let (fixture, outcome) = try await Self.trained(by, .bald)
        let ranked = try await fixture.runner().rank(try await fixture.snapshot())
        #expect(ranked.order?.ranking.scores == outcome.order.ranking.scores)
        let (index, history) = (try await fixture.index(), try await fixture.history())
        let ranking = try await PoolRanking(
            of: fixture.queue,
            top: 5,
            model: try await PredictionTests.model(fixture),
            strategy: .bald,
            index: index,
            standing: history.standing(at: history.lastEvent),
            shelf: ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database),
            store: fixture.database
        )
        #expect(ranking.strategy == "bald.v1" && ranking.entries.count == 5)
        let best = try #require(ranking.entries.first.flatMap { index.row(of: $0.item.id) })
        #expect(ranking.entries.first.map { Float($0.score) } == outcome.order.ranking.scores[best])
    }
}
