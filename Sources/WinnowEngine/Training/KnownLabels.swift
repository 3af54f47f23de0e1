package import WinnowDomain

/// What people had said of a queue's items by an event.
package struct KnownLabels: Sendable {
    /// For each item its annotations that were neither superseded nor retracted.
    package let annotations: [ItemID: [Annotation]]
    /// The counterfactuals there were, with what was decided about them.
    package let counterfactuals: [CounterfactualRecord]

    package init(annotations: [ItemID: [Annotation]], counterfactuals: [CounterfactualRecord] = []) {
        self.annotations = annotations
        self.counterfactuals = counterfactuals
    }

    /// The annotations of an item; nil without any.
    package subscript(item: ItemID) -> [Annotation]? { annotations[item] }

    /// Items that somebody has answered, be it by a skip.
    package var answered: Set<ItemID> { Set(annotations.keys) }
}
