internal import Foundation
package import WinnowDomain
package import WinnowLearning

/// The last search over a queue's hyperparameters, as the data folder keeps it.
package struct TuningRecord: Sendable, Codable {
    package var at: Moment
    /// Labels up to this event were known.
    package var event: EventNumber
    package var labelCount: Int
    package var method: ModelSelection.Method
    package var seed: UInt64
    package var trials: [Trial]
    /// The place of the best in `trials`; the first is the queue as it was.
    package var best: Int
    package var isSurelyBetter: Bool
    /// The queue as it was.
    package var definition: QueueDefinition
    /// The queue with the best hyperparameters.
    package var proposed: QueueDefinition

    package init(
        at: Moment,
        event: EventNumber,
        labelCount: Int,
        method: ModelSelection.Method,
        seed: UInt64,
        outcome: ModelSelection.Outcome,
        definition: QueueDefinition,
        proposed: QueueDefinition
    ) {
        self.at = at
        self.event = event
        self.labelCount = labelCount
        self.method = method
        self.seed = seed
        trials = outcome.trials
        best = outcome.best
        isSurelyBetter = outcome.isSurelyBetter
        self.definition = definition
        self.proposed = proposed
    }

    /// - Throws: What the file system says.
    package func store(in dataFolder: DataFolder, queue: QueueID) throws {
        try FileManager.default.createDirectory(at: dataFolder.tuning, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try encoder.encode(self).write(to: Self.url(dataFolder, queue), options: .atomic)
    }

    /// - Returns: nil where there is none, or none that this version reads.
    package static func last(in dataFolder: DataFolder, queue: QueueID) -> TuningRecord? {
        let record = (try? Data(contentsOf: url(dataFolder, queue))).flatMap {
            try? JSONDecoder().decode(TuningRecord.self, from: $0)
        }
        return record.flatMap { $0.trials.indices.contains($0.best) ? $0 : nil }
    }

    private static func url(_ dataFolder: DataFolder, _ queue: QueueID) -> URL {
        dataFolder.tuning.appending(path: "queue-\(queue).json")
    }
}
