/// What a queue file says, checked and with every default filled in.
package struct QueueDefinition: Hashable, Sendable, Codable {
    package var title: String
    package var task: Task
    package var item: ItemDefinition
    package var labels: [LabelDefinition]
    package var guidelines: String
    package var features: [FeatureDefinition]
    package var classifier: ClassifierDefinition
    package var head: HeadDefinition
    package var committee: CommitteeDefinition
    package var query: QueryDefinition
    package var initialization: InitializationDefinition
    package var evaluation: EvaluationDefinition
    package var assignment: AssignmentDefinition
    package var retrain: RetrainDefinition
    package var counterfactuals: CounterfactualDefinition
    package var seed: UInt64

    package init(
        title: String,
        task: Task,
        item: ItemDefinition,
        labels: [LabelDefinition],
        guidelines: String,
        features: [FeatureDefinition],
        classifier: ClassifierDefinition,
        head: HeadDefinition = .usual,
        committee: CommitteeDefinition = .usual,
        query: QueryDefinition,
        initialization: InitializationDefinition,
        evaluation: EvaluationDefinition,
        assignment: AssignmentDefinition,
        retrain: RetrainDefinition,
        counterfactuals: CounterfactualDefinition = .usual,
        seed: UInt64
    ) {
        self.title = title
        self.task = task
        self.item = item
        self.labels = labels
        self.guidelines = guidelines
        self.features = features
        self.classifier = classifier
        self.head = head
        self.committee = committee
        self.query = query
        self.initialization = initialization
        self.evaluation = evaluation
        self.assignment = assignment
        self.retrain = retrain
        self.counterfactuals = counterfactuals
        self.seed = seed
    }

    /// Definitions that are stored may be older than a key.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        title = try container.decode(String.self, forKey: .title)
        task = try container.decode(Task.self, forKey: .task)
        item = try container.decode(ItemDefinition.self, forKey: .item)
        labels = try container.decode([LabelDefinition].self, forKey: .labels)
        guidelines = try container.decode(String.self, forKey: .guidelines)
        features = try container.decode([FeatureDefinition].self, forKey: .features)
        classifier = try container.decode(ClassifierDefinition.self, forKey: .classifier)
        head = try container.decodeIfPresent(HeadDefinition.self, forKey: .head) ?? .usual
        committee = try container.decodeIfPresent(CommitteeDefinition.self, forKey: .committee) ?? .usual
        query = try container.decode(QueryDefinition.self, forKey: .query)
        initialization = try container.decode(InitializationDefinition.self, forKey: .initialization)
        evaluation = try container.decode(EvaluationDefinition.self, forKey: .evaluation)
        assignment = try container.decode(AssignmentDefinition.self, forKey: .assignment)
        retrain = try container.decode(RetrainDefinition.self, forKey: .retrain)
        counterfactuals =
            try container.decodeIfPresent(CounterfactualDefinition.self, forKey: .counterfactuals) ?? .usual
        seed = try container.decode(UInt64.self, forKey: .seed)
    }

    /// Whether items and annotations made by the old definition would not fit this one: other records would be items, or
    /// they would read otherwise, or something else is asked of them.
    package func needsNewQueue(after old: QueueDefinition) -> Bool {
        task != old.task || item.kind != old.item.kind || item.text != old.item.text
            || item.idField != old.item.idField
    }

    /// What an annotator is asked.
    package enum Task: String, Hashable, Sendable, Codable, CaseIterable {
        /// Exactly one label.
        case classification
        /// Any number of labels, also none.
        case multilabel
    }
}

/// How records become items.
package struct ItemDefinition: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case text
    }

    package var kind: Kind
    package var text: TextTemplate
    /// The field with the item's id.
    package var idField: String
    /// The field with a known label, or a list of them.
    package var labelField: String
    /// Fields that are kept beside the item and not shown.
    package var metaFields: [String]

    package init(kind: Kind, text: TextTemplate, idField: String, labelField: String, metaFields: [String]) {
        self.kind = kind
        self.text = text
        self.idField = idField
        self.labelField = labelField
        self.metaFields = metaFields
    }
}

/// One permitted answer.
package struct LabelDefinition: Hashable, Sendable, Codable {
    package var name: String
    /// The key that chooses it, one character; given out by the page where nil.
    package var key: String?
    package var description: String?
    /// The name that this label had before; its annotations move along.
    package var was: String?

    package init(name: String, key: String? = nil, description: String? = nil, was: String? = nil) {
        self.name = name
        self.key = key
        self.description = description
        self.was = was
    }
}

package struct EvaluationDefinition: Hashable, Sendable, Codable {
    /// The share of items that are set aside to measure on, and of servings that come from them, 0…0.9.
    package var share: Double

    package init(share: Double) {
        self.share = share
    }
}

package struct AssignmentDefinition: Hashable, Sendable, Codable {
    package enum Order: String, Hashable, Sendable, Codable, CaseIterable {
        /// By the model's ranking.
        case ranked
        case random
        /// As imported.
        case sequential
    }

    /// Annotations wanted for an item.
    package var overlap: Int
    package var lease: Duration
    package var order: Order
    /// The share of servings on which annotators see the model's suggestion, drawn by lot, 0…1.
    package var suggest: Double

    package init(overlap: Int, lease: Duration, order: Order, suggest: Double = 0) {
        self.overlap = overlap
        self.lease = lease
        self.order = order
        self.suggest = suggest
    }

    /// Definitions that are stored may be older than a key.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        overlap = try container.decode(Int.self, forKey: .overlap)
        lease = try container.decode(Duration.self, forKey: .lease)
        order = try container.decode(Order.self, forKey: .order)
        suggest = try container.decodeIfPresent(Double.self, forKey: .suggest) ?? 0
    }
}

package struct RetrainDefinition: Hashable, Sendable, Codable {
    /// New labels that are worth a training run.
    package var after: Int
    package var atMostEvery: Duration

    package init(after: Int, atMostEvery: Duration) {
        self.after = after
        self.atMostEvery = atMostEvery
    }
}
