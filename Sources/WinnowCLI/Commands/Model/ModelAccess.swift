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
}
