internal import WinnowDomain
internal import WinnowEngine

extension Installation {
    func shelf(of queue: Queue) -> ModelShelf { ModelShelf(queue: queue, dataFolder: folder, store: store) }

    /// A queue's promoted model, or the version of a number.
    ///
    /// - Throws: `ModelAbsence`.
    func model(_ version: Int?, of queue: Queue, index: ItemIndex) async throws -> QueueModel {
        try await shelf(of: queue).required(version, index: index)
    }

    /// The features of all items, made where they are not there yet.
    func features(of queue: Queue, index: ItemIndex) async throws -> FeatureSet {
        // Others may be making the same.
        let lock = try await runner(for: queue).lock(patience: nil)
        defer { withExtendedLifetime(lock) {} }
        let features = FeatureStore(dataFolder: folder, items: store)
        return try await TrainingExecutor.onDemand.perform {
            try await features.features(of: queue, index: index.entries)
        }
    }
}
