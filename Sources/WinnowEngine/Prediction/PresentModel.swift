package import WinnowDomain

/// A queue's promoted model, ready for use while the loop runs: loaded when it is first wanted, and again when another
/// version was promoted.
package actor PresentModel {
    private let store: any ModelShelf.Store
    private let dataFolder: DataFolder
    private var kept: QueueModel?
    private var revision = 0
    private var measured: (occasion: Occasion, evaluation: Evaluation)?

    /// What an evaluation was made of.
    struct Occasion: Equatable {
        let version: Int
        let revision: Int
        let event: EventNumber
        let itemCount: Int
    }

    init(store: any ModelShelf.Store, dataFolder: DataFolder) {
        self.store = store
        self.dataFolder = dataFolder
    }

    /// The model, by today's names of the labels.
    ///
    /// - Parameters:
    ///   - queue: As it is now.
    ///   - index: All its items.
    /// - Returns: nil when there is none, or its file is lost and cannot be built again.
    package func model(of queue: Queue, index: ItemIndex) async throws -> QueueModel? {
        guard let promoted = try await store.promotedModel(of: queue.id) else { return nil }
        if let kept, kept.version.number == promoted.number, revision == queue.revision { return kept }
        guard case .model(let found) = try await shelf(of: queue).model(index: index) else { return nil }
        kept = found
        revision = queue.revision
        return found
    }

    /// The last evaluation that was made, if it was of this.
    func evaluation(on occasion: Occasion) -> Evaluation? {
        measured.flatMap { $0.occasion == occasion ? $0.evaluation : nil }
    }

    func keep(_ evaluation: Evaluation, of occasion: Occasion) { measured = (occasion, evaluation) }

    /// All versions.
    func shelf(of queue: Queue) -> ModelShelf { ModelShelf(queue: queue, dataFolder: dataFolder, store: store) }
}

extension QueueLoops.Loop {
    /// The promoted model; nil when there is none yet.
    package func model() async throws -> QueueModel? {
        try await presentModel.model(of: await scheduler.queue, index: await coordinator.index)
    }

    /// What the promoted model says of a text, and which words moved it; nil when there is none yet.
    package func explanation(of text: String) async throws -> PredictionExplanation? {
        guard let model = try await model() else { return nil }
        return try await TrainingExecutor.onDemand.perform { try model.explanation(of: text) }
    }
}
