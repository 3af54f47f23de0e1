internal import WinnowDomain
internal import WinnowNumerics

/// The promoted model of a queue for whoever looks at items, loaded once for each version.
package actor PresentModel {
    package struct Prediction: Sendable {
        package let modelVersion: Int
        /// For each text the labels with their probabilities, most probable first.
        package let rows: [[(label: String, probability: Double)]]
    }

    private let loop: QueueLoops.Loop
    private let store: any ItemBrowser.Store
    private let dataFolder: DataFolder
    private var loaded: (revision: Int, model: QueueModel)?
    private var evaluated: (event: EventNumber, version: Int, labels: [ItemID: [LabelID]])?

    init(loop: QueueLoops.Loop, store: any ItemBrowser.Store, dataFolder: DataFolder) {
        self.loop = loop
        self.store = store
        self.dataFolder = dataFolder
    }

    /// What the present model says of texts; nil while there is no model that can be asked.
    package func predict(_ texts: [String]) async throws -> Prediction? {
        guard !texts.isEmpty, let model = try await model() else { return nil }
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
        guard let model = try await model() else { return [:] }
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
        let standing = history.standing(at: history.lastEvent)
        let items = LearningData(standing: standing, queue: queue, index: index).evaluation.map(\.item)
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

    private func model() async throws -> QueueModel? {
        let queue = await loop.scheduler.queue
        guard let version = try await store.promotedModel(of: queue.id) else { return nil }
        if let loaded, loaded.revision == queue.revision, loaded.model.version.number == version.number {
            return loaded.model
        }
        let shelf = ModelShelf(queue: queue, dataFolder: dataFolder, store: store)
        let index = await loop.coordinator.index
        guard case .model(let model) = try await shelf.model(version: version.number, index: index) else { return nil }
        loaded = (queue.revision, model)
        return model
    }
}
