/// A page of a list of items.
package struct ItemListReply: Sendable, Codable {
    /// How many items match, as far as they were counted.
    package struct Matches: Sendable, Codable {
        package let count: Int
        /// False: there are more.
        package let isExact: Bool

        package init(count: Int, isExact: Bool) {
            self.count = count
            self.isExact = isExact
        }
    }

    package let items: [ListedItem]
    /// To be sent as `after` for the items that follow; missing at the end.
    package let next: String?
    /// To be sent as `before` for those that come first.
    package let previous: String?
    package let matches: Matches
    package let itemCount: Int
    /// How many items a search has looked at so far; missing when it looked at all.
    package let searchedCount: Int?
    /// The model version of the scores.
    package let modelVersion: Int?

    package init(
        items: [ListedItem],
        next: String?,
        previous: String?,
        matches: Matches,
        itemCount: Int,
        searchedCount: Int?,
        modelVersion: Int?
    ) {
        self.items = items
        self.next = next
        self.previous = previous
        self.matches = matches
        self.itemCount = itemCount
        self.searchedCount = searchedCount
        self.modelVersion = modelVersion
    }
}

/// An item of a list, with what stands.
package struct ListedItem: Sendable, Codable {
    /// The id that its record had.
    package let id: String
    package let text: String
    package let isEvaluation: Bool
    package let isFinished: Bool
    /// Whether somebody has it right now.
    package let isBeingLabelled: Bool
    /// The acquisition score, higher = more informative; missing without a model.
    package let score: Double?
    /// The cosine of its features and those of the item that the list is to be like, −1…1; missing where nobody asked.
    package let likeness: Double?
    package let annotations: [HistoryEntry]

    package init(
        id: String,
        text: String,
        isEvaluation: Bool,
        isFinished: Bool,
        isBeingLabelled: Bool,
        score: Double?,
        likeness: Double?,
        annotations: [HistoryEntry]
    ) {
        self.id = id
        self.text = text
        self.isEvaluation = isEvaluation
        self.isFinished = isFinished
        self.isBeingLabelled = isBeingLabelled
        self.score = score
        self.likeness = likeness
        self.annotations = annotations
    }
}

/// Everything about one item.
package struct ItemReply: Sendable, Codable {
    package let id: String
    package let text: String
    /// What its record had, as JSON text: no digit of a number is lost on the way.
    package let data: String
    package let meta: String?
    package let isEvaluation: Bool
    /// All annotations ever, oldest first.
    package let history: [HistoryEntry]
    package let score: Double?
    /// What the present model says, most probable first; empty without a model.
    package let prediction: [LabelProbability]
    package let modelVersion: Int?

    package struct LabelProbability: Sendable, Codable {
        package let label: String
        package let probability: Double

        package init(label: String, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    package init(
        id: String,
        text: String,
        data: String,
        meta: String?,
        isEvaluation: Bool,
        history: [HistoryEntry],
        score: Double?,
        prediction: [LabelProbability],
        modelVersion: Int?
    ) {
        self.id = id
        self.text = text
        self.data = data
        self.meta = meta
        self.isEvaluation = isEvaluation
        self.history = history
        self.score = score
        self.prediction = prediction
        self.modelVersion = modelVersion
    }
}
