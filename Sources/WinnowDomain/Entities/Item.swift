/// What is labelled.
package struct Item: Hashable, Sendable {
    /// Where an item comes from.
    package enum Origin: String, Hashable, Sendable, Codable, CaseIterable {
        case imported
        /// The revised text of a counterfactual: its root is that of the original.
        case counterfactual
    }

    package let id: ItemID
    /// The id that its record had.
    package let externalID: String
    package let data: JSON
    package let meta: JSON?
    package let origin: Origin
    /// What the item goes back to: the first of its text, the original of a revised one, or the item itself. The unit of
    /// every split.
    package let root: ItemID
    /// Whether its labels are for measuring only, never for learning.
    package let isEvaluation: Bool

    package init(
        id: ItemID,
        externalID: String,
        data: JSON,
        meta: JSON? = nil,
        origin: Origin,
        root: ItemID,
        isEvaluation: Bool
    ) {
        self.id = id
        self.externalID = externalID
        self.data = data
        self.meta = meta
        self.origin = origin
        self.root = root
        self.isEvaluation = isEvaluation
    }
}

/// Everything about an item.
package struct ItemHistory: Sendable {
    package let item: Item
    /// All annotations of it ever, oldest first, also superseded and retracted ones.
    package let annotations: [Annotation]

    package init(item: Item, annotations: [Annotation]) {
        self.item = item
        self.annotations = annotations
    }
}
