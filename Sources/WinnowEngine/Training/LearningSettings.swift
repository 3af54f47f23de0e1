internal import WinnowDomain

/// What a fit depends on beside the labels that were given: fits with the same are of the same outputs, inputs and settings.
struct LearningSettings: Sendable, Codable, Hashable {
    private let labels: [LabelID]
    private let task: QueueDefinition.Task
    private let template: String
    private let features: [FeatureDefinition]
    private let classifier: ClassifierDefinition
    private let head: HeadDefinition
    private let evaluation: EvaluationDefinition
    private let counterfactuals: CounterfactualDefinition
    private let seed: UInt64
    private let codeVersion: Int

    private init(_ definition: QueueDefinition, labels: [LabelID], seed: UInt64, codeVersion: Int) {
        self.labels = labels
        task = definition.task
        template = definition.item.text.source
        features = definition.features
        classifier = definition.classifier
        head = definition.head
        evaluation = definition.evaluation
        counterfactuals = definition.counterfactuals.learned
        self.seed = seed
        self.codeVersion = codeVersion
    }

    /// Of a fit now.
    init(of queue: Queue) {
        self.init(
            queue.definition,
            labels: queue.labels.map(\.id),
            seed: queue.definition.seed,
            codeVersion: Trainer.codeVersion
        )
    }

    /// Of a fit that was made.
    init(of recipe: ModelRecipe) {
        self.init(recipe.definition, labels: recipe.labels, seed: recipe.seed, codeVersion: recipe.codeVersion)
    }
}

extension ModelRecipe {
    /// Whether a fit for the queue as it is now would be of the same outputs, inputs and settings.
    func fits(_ queue: Queue) -> Bool { LearningSettings(of: self) == LearningSettings(of: queue) }
}
