import Foundation
import WinnowDomain
import WinnowEngine
import WinnowLearning
import WinnowNumerics
import WinnowStore

/// The real loop over a real database: an annotator who always knows the answer, and the training behind.
struct LabellingLoop {
    private let database: Database
    private let queue: Queue
    private let annotator: Annotator
    private let truth: [String: Int]
    private let scheduler: QueueScheduler
    private let coordinator: TrainingCoordinator
    private let hub = EventHub()
    private let training: Task<Void, Never>
    let featureSet: FeatureSet
    private let importSeconds: Double
    private let featureSeconds: Double

    /// Imports the pool and makes its features, anew.
    ///
    /// - Parameter change: Of the queue: what a variant has otherwise.
    init(_ folder: URL, itemCount: Int = 100_000, change: (inout QueueDefinition) -> Void) async throws {
        let folder = folder.appending(path: "data")
        try? FileManager.default.removeItem(at: folder)
        let dataFolder = DataFolder(url: folder)
        try dataFolder.create()
        database = try Database(path: dataFolder.database.path)
        let pool = try ShortTexts(count: itemCount)
        var definition = try QueueDefinition.benchmark(pool.names)
        change(&definition)
        let clock = SystemClock()
        queue = try await database.createQueue(named: "short", definition: definition, at: clock.now())
        annotator = try await database.addAnnotator(named: "anna", at: clock.now())
        truth = Dictionary(uniqueKeysWithValues: pool.labels.enumerated().map { ("\($0.offset)", $0.element) })
        let start = ContinuousClock.now
        try await LabellingLoop.store(pool, in: queue, database)
        importSeconds = (ContinuousClock.now - start) / .seconds(1)
        let known = try await KnownQueue(queue, from: database)
        let store = FeatureStore(dataFolder: dataFolder, items: database)
        let featureStart = ContinuousClock.now
        featureSet = try await store.features(of: queue, index: known.index.entries)
        featureSeconds = (ContinuousClock.now - featureStart) / .seconds(1)
        scheduler = QueueScheduler(queue: queue, index: known.index, seed: 1, store: database, clock: clock)
        coordinator = try await TrainingCoordinator(
            known: known,
            store: database,
            dataFolder: dataFolder,
            executor: TrainingExecutor(),
            encodingExecutor: TrainingExecutor(purpose: "encode", yields: true),
            scheduler: scheduler,
            hub: hub,
            clock: clock
        )
        let coordinator = coordinator
        // Lives as long as the benchmark; `end` waits for it.
        training = Task { await coordinator.run() }
    }

    private static func store(_ pool: ShortTexts, in queue: Queue, _ database: Database) async throws {
        let importer = Importer(
            queue: queue,
            store: database,
            clock: SystemClock(),
            policy: .fail,
            annotator: "import"
        )
        for first in stride(from: 0, to: pool.texts.count, by: 2000) {
            let numbers = first..<min(first + 2000, pool.texts.count)
            _ = try await importer.store(
                numbers.map { number in
                    IncomingRecord(
                        place: Place(file: "pool", line: number + 1),
                        externalID: "\(number)",
                        data: .members(["text": .string(pool.texts[number])]),
                        text: pool.texts[number]
                    )
                }
            )
        }
    }

    var facts: [String: Double] {
        [
            "items": Double(featureSet.rowCount), "entries": Double(featureSet.rows.counts?.entryCount ?? 0),
            "columns": Double(featureSet.rows.denseColumnCount),
            "import": importSeconds, "features": featureSeconds,
        ]
    }

    /// Labels the first items and waits until they are learned; returns how long the last run took to catch up.
    func begin(labelCount: Int) async throws -> Double {
        await coordinator.waitUntilIdle()
        var annotations: [Annotation] = []
        for _ in 0..<labelCount { annotations.append(try await label()) }
        let start = ContinuousClock.now
        for annotation in annotations { await coordinator.labelled(annotation) }
        await coordinator.waitUntilIdle()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func label() async throws -> Annotation {
        guard case .assigned(let assignment, let item) = try await scheduler.next(for: annotator.id) else {
            throw TrainingFailure(reason: "nothing left to label")
        }
        let label = queue.labels[truth[item.externalID] ?? 0].id
        return try await scheduler.submit(
            .labels([label]),
            for: assignment.id,
            by: annotator.id,
            revision: queue.revision,
            seconds: 1,
            source: .terminal
        )
    }

    /// Seconds from an acknowledged label to the new ranking in its place.
    func labelAndWait() async throws -> Double {
        let events = await hub.events()
        let annotation = try await label()
        let start = ContinuousClock.now
        await coordinator.labelled(annotation)
        for await case .event(let event) in events {
            if case .modelPromoted = event.kind { break }
            if case .trainingFailed(let error) = event.kind { throw error }
        }
        let time = (ContinuousClock.now - start) / .seconds(1)
        await coordinator.waitUntilIdle()
        return time
    }

    /// Labels on until a run that validates anew, and returns how long that one took.
    func labelUntilAnchor() async throws -> Double {
        var history = LabelHistory()
        history.append(try await database.annotations(in: queue.id, after: 0))
        let anchor = Trainer.anchorEvent(history, upTo: history.lastEvent)
        while true {
            let time = try await labelAndWait()
            history.append(try await database.annotations(in: queue.id, after: history.lastEvent))
            if Trainer.anchorEvent(history, upTo: history.lastEvent) != anchor { return time }
        }
    }

    func end() async throws {
        await coordinator.stop()
        await training.value
        try database.close()
    }

    struct TrainingFailure: Error {
        let reason: String
    }
}
