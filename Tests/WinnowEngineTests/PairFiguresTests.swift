import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

/// What pairs say of a model, and which texts are worth a pair.
@Suite struct PairFiguresTests {
    /// Reviews in which the director's names go with the label by accident: Agnes Smith with praise, Bert Jones with blame.
    static func reviews(_ count: Int) -> [EngineFixture.Example] {
        let things = ["film", "plot", "cast", "score", "ending", "scene", "script", "pace"]
        return (0..<count).map { number in
            let isGood = number.isMultiple(of: 2)
            let thing = things[number / 2 % things.count]
            let (name, word) = isGood ? ("agnes smith", "lovely") : ("bert jones", "dreadful")
            return EngineFixture.Example(
                id: "r\(number)",
                text: "\(name) made a \(word) \(thing) number \(number)",
                label: isGood ? "good" : "poor"
            )
        }
    }

    /// All labelled, and so many pairs accepted in which only the judging word is another one.
    private func fixture(pairs: Int) async throws -> EngineFixture {
        let fixture = try await EngineFixture(Self.reviews(60)) {
            $0.evaluation.share = 0
            $0.initialization.size = 4
            $0.counterfactuals.verification = .none
            $0.features = [.tfidf(TFIDFDefinition(words: 1...1, characters: nil, dimensions: 1 << 12, scale: 1))]
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(60, with: try await fixture.scheduler(), by: anna)
        let desk = CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        for (number, example) in Self.reviews(60).prefix(pairs).enumerated() {
            let isGood = number.isMultiple(of: 2)
            let text =
                isGood
                ? example.text.replacing("lovely", with: "dreadful")
                : example.text.replacing("dreadful", with: "lovely")
            let wish = CounterfactualWish(item: example.id, target: isGood ? "poor" : "good", texts: ["text": text])
            _ = try await desk.write(wish, by: anna.id)
        }
        return fixture
    }

    private func insight(_ fixture: EngineFixture) async throws -> QueueInsight {
        _ = try await fixture.runner().run(try await fixture.snapshot())
        let loops = QueueLoops(
            store: fixture.database,
            folder: fixture.dataFolder,
            clock: fixture.clock,
            hub: EventHub()
        )
        let loop = try await loops.loop(named: "tickets")
        for _ in 0..<600 {
            let reading = try await loops.insights.reading(of: loop, patience: .seconds(1))
            if let insight = reading.insight { return insight }
            if let failure = reading.failure { throw StoreError.refused(reason: "\(failure)") }
        }
        throw CancellationError()
    }

    @Test("pairs make the model right about pairs that it did not know, and unlearn what only went along")
    func unlearned() async throws {
        let insight = try await insight(try await fixture(pairs: 24))
        let pairs = try #require(insight.pairs)
        let (with, without) = (try #require(pairs.held), try #require(pairs.heldWithout))
        #expect(pairs.pairs == 24 && with.roots == 24)
        #expect(with.consistency.value > 0.9 && without.consistency.value < 0.5)
        #expect(with.originals.value > 0.9 && without.originals.value > 0.9)
        // The names lost what they had by accident, the judging words gained.
        let smith = try #require(pairs.words.first { $0.word == "smith" })
        let lovely = try #require(pairs.words.first { $0.word == "lovely" })
        #expect(abs(smith.after) < 0.5 * abs(smith.before) && !smith.isEdited)
        #expect(abs(lovely.after) > abs(lovely.before) && lovely.isEdited)
        let artifact = try #require(pairs.artifacts.first { $0.word == "smith" })
        #expect(pairs.artifacts.contains { $0.word == "dreadful" && $0.isStillThere } && abs(artifact.z) > 3)
        #expect(pairs.edits.allSatisfy { $0.kind == "lexical" } && pairs.medianRatio < 0.2)
        #expect(pairs.coverage.map(\.pairs) == [12, 12] && pairs.coverage.map(\.originals) == [30, 30])
        let points = try #require(insight.pairCurve).points
        #expect(points.first?.pairCount == 0 && points.last?.pairCount == 24)
        #expect(points.map(\.pairCount) == points.map(\.pairCount).sorted())
        let (first, last) = (try #require(points.first), try #require(points.last))
        #expect(first.consistency.value < 0.5 && last.consistency.value > 0.9)
    }

    @Test("without pairs there is nothing to say of them")
    func none() async throws {
        #expect(try await insight(try await fixture(pairs: 0)).pairs == nil)
    }

    @Test("both members of a pair go back to one root, which every split keeps together")
    func oneRoot() async throws {
        let fixture = try await fixture(pairs: 24)
        let history = try await fixture.history()
        let data = LearningData(
            history.standing(at: history.lastEvent),
            queue: fixture.queue,
            index: try await fixture.index()
        )
        let byItem = Dictionary(uniqueKeysWithValues: data.training.map { ($0.row, $0) })
        for example in data.training {
            guard let parent = example.revision.flatMap({ byItem[$0.parentRow] }) else { continue }
            #expect(parent.root == example.root && parent.target != example.target)
        }
    }

    @Test("what is offered to be revised is labelled and not revised yet, from each label in turn")
    func offered() async throws {
        let fixture = try await fixture(pairs: 10)
        let loops = QueueLoops(
            store: fixture.database,
            folder: fixture.dataFolder,
            clock: fixture.clock,
            hub: EventHub()
        )
        let loop = try await loops.loop(named: "tickets")
        let items = try await loop.revisions(8, store: fixture.database)
        let ids = try await fixture.database.items(items).map(\.externalID)
        #expect(ids.count == 8 && ids.allSatisfy { !Set((0..<10).map { "r\($0)" }).contains($0) })
        #expect(ids.count { fixture.truth[$0] == "good" } == 4)
        let others = try await loop.revisions(8, without: Set(items), store: fixture.database)
        #expect(Set(others).isDisjoint(with: items))
        // Said to be impossible, it is not offered again.
        let desk = CounterfactualDesk(queue: fixture.queue, store: fixture.database, clock: fixture.clock)
        let anna = try await fixture.database.annotator(named: "anna")
        let target = fixture.truth[ids[0]] == "good" ? "poor" : "good"
        _ = try await desk.write(
            CounterfactualWish(item: ids[0], target: target, texts: [:], isImpossible: true),
            by: anna.id
        )
        #expect(try await loop.revisions(1, store: fixture.database) == [items[1]])
    }
}
