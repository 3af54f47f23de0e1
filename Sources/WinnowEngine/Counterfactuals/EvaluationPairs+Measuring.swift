internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension Evaluation.Pairs {
    /// Labels that pairs are measured among: a score of fits to more would take long.
    private static let lookedAtCount = 5_000

    /// Measures; takes a score of fits, which it makes on a thread of its own, and asks the model on the caller's.
    ///
    /// - Parameters:
    ///   - model: What is asked about the pairs that are set aside, and whose settings the other fits have.
    ///   - data: All that is labelled.
    /// - Returns: nil without pairs, and where the features are not on disk.
    init?(
        _ model: QueueModel,
        of queue: Queue,
        _ index: ItemIndex,
        _ data: LearningData,
        store: any ItemStore,
        shelf: ModelShelf
    ) async throws {
        guard data.training.contains(where: { $0.revision != nil }) || !data.contrast.isEmpty else { return nil }
        let data = data.around(pairs: Self.lookedAtCount)
        let aside = PairMeasurement.SetAside.examples(of: data)
        guard let features = await shelf.features(of: data.training, index: index) else { return nil }
        let texts = QueueTexts(queue: queue, index: index.entries, items: store)
        let read = try await texts.texts(rows: data.training.map(\.row))
        let asideTexts = try await texts.texts(rows: aside.map(\.row))
        let knowsLabels = model.labels.map(\.id) == queue.labels.map(\.id)
        let cancellation = Cancellation()
        let measurement = PairMeasurement(
            trainer: Trainer(queue: queue, features: features, index: index, cancellation: cancellation)
                .weighing(pairs: model.version.summary.pairWeight),
            data: data,
            texts: Dictionary(zip(data.training.map(\.row), read), uniquingKeysWith: { first, _ in first }),
            hyperparameters: model.version.summary.hyperparameters,
            setAside: aside.isEmpty || !knowsLabels
                ? nil
                : PairMeasurement.SetAside(examples: aside, probabilities: try model.probabilities(of: asideTexts))
        )
        let found = try await withTaskCancellationHandler {
            try await TrainingExecutor.measuring.perform { try measurement.figures() }
        } onCancel: {
            cancellation.cancel()
        }
        guard let found else { return nil }
        self = found
    }
}
