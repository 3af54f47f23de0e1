package import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// How good a model is on items whose labels its weights were not learned from.
package struct QueueEvaluation: Sendable {
    package let report: EvaluationReport
    /// The labels of the report, in order.
    package let labels: [String]
    /// Items that are set aside to measure on, and those of them that have a label.
    package let setAsideCount: Int
    package let labelledCount: Int
    /// What the queue's trainings say of further labels; nil where it was measured on something else.
    package private(set) var outlook: Outlook?
    /// What pairs say; nil where it was measured on something else, and without pairs.
    package private(set) var pairs: Evaluation.Pairs?
    /// What the chosen items say; nil where it was measured on something else, or cannot be.
    package private(set) var chosen: Evaluation.ChosenItems?
    /// Items that the queue's labels allow to learn from, by label name: whether what is measured on is of the same mix.
    package private(set) var trainingCounts: [String: Int] = [:]

    /// One labelled text to measure on.
    package struct Example: Sendable {
        package var text: String
        /// Names of its labels.
        package var labels: [String]
        /// Texts of one root are drawn together in resampling.
        package var root: Int64

        package init(text: String, labels: [String], root: Int64) {
            self.text = text
            self.labels = labels
            self.root = root
        }
    }

    /// Measures on the queue's own evaluation items: drawn at random by hash, labelled, never learned from but by a
    /// temperature, one number.
    ///
    /// - Parameter shelf: Where the queue's earlier trainings, draws and features are, for the outlook and the chosen items.
    /// - Returns: nil when none of them has a label yet.
    package init?(
        _ model: QueueModel,
        of queue: Queue,
        index: ItemIndex,
        standing: KnownLabels,
        store: any ItemStore,
        shelf: ModelShelf
    ) async throws {
        // Sorting out a million annotations, reading texts into words and resampling are not for the caller's thread.
        let found = try await TrainingExecutor.onDemand.perform {
            try await Self.measured(model, of: queue, index: index, standing: standing, store: store, shelf: shelf)
        }
        guard let found else { return nil }
        self = found
    }

    private static func measured(
        _ model: QueueModel,
        of queue: Queue,
        index: ItemIndex,
        standing: KnownLabels,
        store: any ItemStore,
        shelf: ModelShelf
    ) async throws -> QueueEvaluation? {
        let data = LearningData(standing, queue: queue, index: index)
        var examples: [Example] = []
        for chunk in stride(from: 0, to: data.evaluation.count, by: 1000) {
            let part = data.evaluation[chunk..<min(chunk + 1000, data.evaluation.count)]
            let items = try await store.items(part.map(\.item))
            let texts = Dictionary(
                items.map { ($0.id, (try? queue.definition.item.text.text(of: $0.data)) ?? "") },
                uniquingKeysWith: { first, _ in first }
            )
            examples += part.map { example in
                Example(
                    text: texts[example.item] ?? "",
                    labels: example.target.present.map { queue.labels[$0].name },
                    root: example.root.rawValue
                )
            }
        }
        let setAside = index.entries.count { $0.isMeasuredOn }
        var evaluation = try QueueEvaluation(
            model,
            on: examples,
            setAsideCount: setAside,
            seed: queue.definition.seed
        )
        for example in data.training where example.revision == nil {
            for label in example.target.present {
                evaluation?.trainingCounts[queue.labels[label].name, default: 0] += 1
            }
        }
        evaluation?.outlook = shelf.outlook(data.evaluation)
        if evaluation != nil {
            evaluation?.chosen = try await chosen(model, of: queue, index, data, standing, shelf)
            evaluation?.pairs = try await Evaluation.Pairs(model, of: queue, index, data, store: store, shelf: shelf)
        }
        return evaluation
    }

    private static func chosen(
        _ model: QueueModel,
        of queue: Queue,
        _ index: ItemIndex,
        _ data: LearningData,
        _ standing: KnownLabels,
        _ shelf: ModelShelf
    ) async throws -> Evaluation.ChosenItems? {
        guard let features = await shelf.features(of: data.training, index: index) else { return nil }
        let draws = try await shelf.draws()
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await TrainingExecutor.measuring.perform {
                try Evaluation.ChosenItems(
                    Trainer(queue: queue, features: features, index: index, cancellation: cancellation)
                        .weighing(pairs: model.version.summary.pairWeight),
                    data,
                    draws,
                    standing,
                    hyperparameters: model.version.summary.hyperparameters
                )
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Measures on examples from elsewhere.
    ///
    /// - Returns: nil without examples.
    package init?(_ model: QueueModel, on examples: [Example], setAsideCount: Int? = nil, seed: UInt64) throws {
        guard !examples.isEmpty else { return nil }
        try self.init(
            TextProbabilities(model, of: examples.map(\.text)),
            on: examples,
            setAsideCount: setAsideCount,
            seed: seed
        )
    }

    /// Measures what was said of examples.
    ///
    /// - Parameter given: Of the examples, in their order.
    /// - Returns: nil without examples.
    package init?(
        _ given: TextProbabilities,
        on examples: [Example],
        setAsideCount: Int? = nil,
        seed: UInt64
    ) {
        guard !examples.isEmpty else { return nil }
        // Labels that the model does not know are wrong whatever it says, and are counted.
        let known = given.labels
        let strange = Set(examples.flatMap(\.labels)).subtracting(known).sorted()
        labels = known + strange
        let positions = Dictionary(labels.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
        var probabilities = DenseMatrix(zeros: examples.count, labels.count)
        for row in 0..<examples.count {
            for column in known.indices { probabilities[row, column] = given.values[row, column] }
        }
        report = EvaluationReport(
            EvaluationSet(
                probabilities: probabilities,
                truth: examples.map { $0.labels.compactMap { positions[$0] }.sorted() },
                roots: examples.map(\.root),
                isMultilabel: given.isMultilabel
            ),
            seed: seed
        )
        labelledCount = examples.count
        self.setAsideCount = setAsideCount ?? examples.count
    }
}
