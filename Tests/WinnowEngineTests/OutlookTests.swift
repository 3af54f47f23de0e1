import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowStore
import WinnowTestSupport

@Suite struct OutlookTests {
    /// A queue whose trainings were kept, one after every few labels.
    static func trained(
        _ labelCount: Int,
        every step: Int,
        change: (inout QueueDefinition) -> Void = { _ in }
    ) async throws -> EngineFixture {
        let fixture = try await EngineFixture {
            ModelRebuildTests.quick(&$0)
            $0.evaluation.share = 0.2
            change(&$0)
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

    static func chosen(_ fixture: EngineFixture) async throws -> Evaluation.ChosenItems? {
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

    @Test(
        "items that were sure to be chosen say nothing of the others, and the sentence says so",
        arguments: [AssignmentDefinition.Order.sequential, .ranked]
    )
    func sure(order: AssignmentDefinition.Order) async throws {
        let fixture = try await Self.trained(60, every: 30) {
            $0.assignment.order = order
            $0.query.explore = 0
            $0.query.strategy = .margin
            $0.initialization.size = 10_000
        }
        let chosen = try #require(try await Self.chosen(fixture))
        if order == .sequential {
            #expect(chosen.accuracy == nil && chosen.sentence.contains("none was drawn by chance"))
        } else {
            // Without a ranking they come in random order, and that is a draw.
            #expect(chosen.accuracy != nil)
        }
    }

    @Test("the chosen items say how good the model is too, by the probabilities of their draws")
    func chosenItems() async throws {
        let fixture = try await Self.trained(120, every: 40)
        let served = try #require(try await Self.chosen(fixture))
        let accuracy = try #require(served.accuracy)
        let (low, high, worth) = (
            try #require(accuracy.low), try #require(accuracy.high), try #require(served.worth)
        )
        #expect(low <= accuracy.value && accuracy.value <= high && low < high)
        #expect(worth >= 1 && worth <= Double(served.items) && served.items < 120)
        // A label that came with its item was drawn by nobody: it is known, and the others are drawn still.
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
        let mixed = try #require(try await Self.chosen(fixture))
        #expect(mixed.items == served.items + 1 && abs((mixed.accuracy?.value ?? 0) - accuracy.value) < 0.1)
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

    @Test(
        "a queue with other labels, another classifier or another seed has no rounds in common with what it was",
        arguments: ["labels", "classifier", "seed"]
    )
    func otherSettings(key: String) async throws {
        let fixture = try await Self.trained(60, every: 20)
        #expect(try await Self.outlook(fixture) != nil)
        var series = try #require(
            try? JSONSerialization.jsonObject(with: Data(contentsOf: Self.file(fixture))) as? [String: Any]
        )
        var settings = try #require(series["settings"] as? [String: Any])
        switch key {
        case "labels": settings[key] = [1, 2]
        case "seed": settings[key] = 4711
        default:
            let other = ClassifierDefinition(method: .linearSVM(l2: 1), calibration: .none, labelWeights: .equal)
            settings[key] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(other))
        }
        series["settings"] = settings
        try JSONSerialization.data(withJSONObject: series).write(to: Self.file(fixture))
        #expect(try await Self.outlook(fixture) == nil)
    }
}
