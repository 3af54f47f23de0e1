internal import WinnowDomain
internal import WinnowNumerics

/// What the promoted model of a queue says of items, for whoever looks at them.
package actor ItemPredictor {
    package struct Prediction: Sendable {
        package let modelVersion: Int
        /// For each text the labels with their probabilities, most probable first.
        package let rows: [[(label: String, probability: Double)]]
    }

    private let loop: QueueLoops.Loop
    private let store: any ItemBrowser.Store
    private var evaluated: (event: EventNumber, version: Int, labels: [ItemID: [LabelID]])?

    init(loop: QueueLoops.Loop, store: any ItemBrowser.Store) {
        self.loop = loop
        self.store = store
    }

    /// What the present model says of texts; nil while there is no model that can be asked.
    package func predict(_ texts: [String]) async throws -> Prediction? {
        guard !texts.isEmpty, let model = try await loop.model() else { return nil }
        return try await TrainingExecutor.onDemand.perform {
            let probabilities = try model.probabilities(of: texts)
            return Prediction(
                modelVersion: model.version.number,
                rows: texts.indices.map { model.named(probabilities.row($0)) }
            )
        }
    }

    /// Labels that the present model predicts of the items to measure on whose labels are known: those that a confusion
    /// matrix counts.
    func evaluationPredictions() async throws -> [ItemID: [LabelID]] {
        guard let model = try await loop.model() else { return [:] }
        let queue = await loop.scheduler.queue
        let event = try await store.lastEvent(of: queue.id)
        let version = model.version.number
        if let evaluated, evaluated.event == event, evaluated.version == version { return evaluated.labels }
        let (store, index) = (store, await loop.coordinator.index)
        let labels = try await TrainingExecutor.onDemand.perform {
            try await Self.predictions(of: model, queue, index, store)
        }
        evaluated = (event, version, labels)
        return labels
    }

    private static func predictions(
        of model: QueueModel,
        _ queue: Queue,
        _ index: ItemIndex,
        _ store: any ItemBrowser.Store
    ) async throws -> [ItemID: [LabelID]] {
        var history = LabelHistory()
        history.append(try await store.annotations(in: queue.id, after: 0))
        let items = LearningData(history.standing(at: history.lastEvent), queue: queue, index: index).evaluation.map(
            \.item
        )
        var labels: [ItemID: [LabelID]] = [:]
        for start in stride(from: 0, to: items.count, by: 1_000) {
            let part = try await store.items(Array(items[start..<min(start + 1_000, items.count)]))
            let texts = part.map { (try? queue.definition.item.text.text(of: $0.data)) ?? "" }
            let probabilities = try model.probabilities(of: texts)
            for (row, item) in part.enumerated() {
                labels[item.id] = model.predicted(probabilities.row(row)).map { model.labels[$0].id }
            }
        }
        return labels
    }
}
