import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

@Suite struct OutlookTests {
    /// A queue whose trainings were kept, one after every few labels.
    static func trained(_ labelCount: Int, every step: Int) async throws -> EngineFixture {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            $0.evaluation.share = 0.2
        }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        let scheduler = try await fixture.scheduler()
        var memory = TrainingRunner.Memory()
        for _ in 0..<(labelCount / step) {
            _ = try await fixture.label(step, with: scheduler, by: anna)
            memory = try await fixture.runner().run(try await fixture.snapshot(memory: memory)).memory
        }
        return fixture
    }

    static func outlook(_ fixture: EngineFixture) async throws -> Outlook? {
        let (index, history) = (try await fixture.index(), try await fixture.history())
        let evaluation = try await QueueEvaluation(
            try await PredictionTests.model(fixture),
            of: fixture.queue,
            index: index,
            standing: history.standing(at: history.lastEvent),
            store: fixture.database,
            shelf: ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
        )
        return evaluation?.figures(of: 1, isOwn: true).outlook
    }

    static func file(_ fixture: EngineFixture) -> URL {
        fixture.dataFolder.models.appending(path: "queue-\(fixture.queue.id)/rounds.json")
    }

    @Test("each criterion says how many labels it still takes, and has a value once there are enough trainings")
    func signs() async throws {
        let early = try #require(try await Self.outlook(Self.trained(40, every: 10)))
        #expect(early.signs.map(\.criterion) == StoppingCriterion.allCases.map(\.rawValue))
        #expect(early.signs.allSatisfy { $0.state == .notYet && $0.sentence.contains("more label") })
        #expect(early.forecast == nil && early.sentence.contains("it takes"))
        let late = try #require(try await Self.outlook(Self.trained(180, every: 12)))
        #expect(late.signs.allSatisfy { $0.state != .notYet && $0.value != nil })
    }

    @Test("the chosen items say how good the model is too, by the probabilities of their draws, where all were served")
    func chosenItems() async throws {
        let fixture = try await Self.trained(120, every: 40)
        func chosen() async throws -> Evaluation.ChosenItems? {
            let (index, history) = (try await fixture.index(), try await fixture.history())
            return try await QueueEvaluation(
                try await PredictionTests.model(fixture),
                of: fixture.queue,
                index: index,
                standing: history.standing(at: history.lastEvent),
                store: fixture.database,
                shelf: ModelShelf(queue: fixture.queue, dataFolder: fixture.dataFolder, store: fixture.database)
            )?.figures(of: 1, isOwn: true).chosen
        }
        let served = try #require(try await chosen())
        let accuracy = try #require(served.accuracy)
        let (low, high, worth) = (
            try #require(accuracy.low), try #require(accuracy.high), try #require(served.worth)
        )
        #expect(low <= accuracy.value && accuracy.value <= high && low < high)
        #expect(worth >= 1 && worth <= Double(served.items) && served.items < 120)
        // A label that came with its item was drawn by nobody.
        let history = try await fixture.history()
        let labelled = Set(history.annotations.map(\.item))
        let index = try await fixture.index()
        let free = try #require(index.entries.first { !$0.isEvaluation && !labelled.contains($0.id) })
        let item = try #require(try await fixture.database.items([free.id]).first)
        let label = try #require(fixture.truth[item.externalID])
        let importer = Importer(
            queue: fixture.queue,
            store: fixture.database,
            clock: fixture.clock,
            policy: .fail,
            annotator: "import"
        )
        _ = try await importer.store([
            IncomingRecord(
                place: Place(file: "test", line: 1),
                externalID: item.externalID,
                data: item.data,
                text: item.data["text"]?.scalarText ?? "",
                annotation: IncomingAnnotation(present: [label])
            )
        ])
        let mixed = try #require(try await chosen())
        #expect(mixed.accuracy == nil && mixed.sentence.contains("cannot be used"))
    }

    @Test("rounds that are lost are made again by the next training, and a damaged file is no trouble")
    func lost() async throws {
        let fixture = try await Self.trained(180, every: 12)
        let before = try #require(try await Self.outlook(fixture))
        for damage in [nil, Data("{\"rounds\": 7}".utf8)] {
            try FileManager.default.removeItem(at: Self.file(fixture))
            if let damage { try damage.write(to: Self.file(fixture)) }
            #expect(try await Self.outlook(fixture) == nil)
            _ = try await fixture.runner().run(try await fixture.snapshot())
            let after = try #require(try await Self.outlook(fixture))
            #expect(after.signs.map(\.state).count { $0 == .notYet } == 0)
            // Nearly those of the time: the same settings stood all along.
            for (old, new) in zip(before.signs, after.signs) {
                #expect(abs((old.value ?? 0) - (new.value ?? 0)) < 0.1)
            }
        }
    }

    @Test("a queue with other labels has no rounds in common with what it was")
    func otherLabels() async throws {
        let fixture = try await Self.trained(60, every: 20)
        var series = try #require(
            try? JSONSerialization.jsonObject(with: Data(contentsOf: Self.file(fixture))) as? [String: Any]
        )
        series["labels"] = [1, 2]
        try JSONSerialization.data(withJSONObject: series).write(to: Self.file(fixture))
        #expect(try await Self.outlook(fixture) == nil)
    }
}
