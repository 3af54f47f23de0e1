import Foundation
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

/// A data folder with one queue of example texts, whose labels a test knows.
struct EngineFixture {
    let folder: TemporaryFolder
    let dataFolder: DataFolder
    let database: Database
    let queue: Queue
    let clock = ManualClock()
    /// The true label of each item, by its external id.
    let truth: [String: String]

    struct Example {
        let id: String
        let text: String
        let label: String
    }

    /// The example tickets of the project.
    static func tickets() throws -> [Example] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "examples/support-tickets/tickets.jsonl"))
        return try data.split(separator: UInt8(ascii: "\n")).map { line in
            let record = try JSONReader.read(Array(line))
            let text = ["subject", "body"].compactMap { record[$0]?.scalarText }.joined(separator: "\n")
            return Example(id: record["id"]?.scalarText ?? "", text: text, label: record["label"]?.scalarText ?? "")
        }
    }

    init(_ examples: [Example]? = nil, change: (inout QueueDefinition) -> Void = { _ in }) async throws {
        let examples = try examples ?? Self.tickets()
        folder = try TemporaryFolder()
        dataFolder = DataFolder(url: folder.url.appending(path: "data"))
        try dataFolder.create()
        database = try Database(path: dataFolder.database.path)
        var definition = try QueueDefinition.sample(Set(examples.map(\.label)).sorted())
        change(&definition)
        queue = try await database.createQueue(named: "tickets", definition: definition, at: Moment(0))
        truth = Dictionary(uniqueKeysWithValues: examples.map { ($0.id, $0.label) })
        _ = try await add(examples)
    }

    /// - Parameter queue: As it is now; nil for what it was at first.
    func add(
        _ examples: [Example],
        policy: ConflictPolicy = .fail,
        to queue: Queue? = nil
    ) async throws -> ImportOutcome {
        let queue = queue ?? self.queue
        let importer = Importer(queue: queue, store: database, clock: clock, policy: policy, annotator: "import")
        return try await importer.store(
            examples.map {
                IncomingRecord(
                    place: Place(file: "test", line: 1),
                    externalID: $0.id,
                    data: .members(["text": .string($0.text)]),
                    text: $0.text
                )
            }
        ).outcome
    }

    func index() async throws -> ItemIndex {
        ItemIndex(try await database.itemIndex(of: queue.id, after: nil))
    }

    func history() async throws -> LabelHistory {
        try await LabelHistory.read(queue.id, from: database)
    }

    func scheduler(seed: UInt64 = 1) async throws -> QueueScheduler {
        let scheduler = QueueScheduler(
            queue: queue,
            index: try await index(),
            seed: seed,
            store: database,
            clock: clock
        )
        let history = try await history()
        try await scheduler.restore(history.standing(at: history.lastEvent))
        return scheduler
    }

    func runner() -> TrainingRunner {
        TrainingRunner(queue: queue, dataFolder: dataFolder, items: database, store: database, clock: clock)
    }

    func snapshot(memory: TrainingRunner.Memory = .init()) async throws -> TrainingRunner.Snapshot {
        let history = try await history()
        return TrainingRunner.Snapshot(
            index: try await index(),
            history: history,
            event: history.lastEvent,
            memory: memory
        )
    }

    /// The true answer for an item.
    func answer(_ item: Item) -> Judgement {
        .labels(queue.labels.filter { $0.name == truth[item.externalID] ?? queue.labels.first?.name }.map(\.id))
    }

    /// Labels the next items truthfully; stops early when there are none.
    func label(_ count: Int, with scheduler: QueueScheduler, by annotator: Annotator) async throws -> [Assignment] {
        var served: [Assignment] = []
        for _ in 0..<count {
            guard case .assigned(let assignment, let item) = try await scheduler.next(for: annotator.id) else { break }
            _ = try await scheduler.submit(
                answer(item),
                for: assignment.id,
                by: assignment.annotator,
                revision: queue.revision,
                seconds: 1,
                source: .terminal
            )
            clock.advance(by: 1)
            served.append(assignment)
        }
        return served
    }
}
