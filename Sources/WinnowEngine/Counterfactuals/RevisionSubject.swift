package import WinnowDomain

/// An item that can be edited, with the label that its text has.
package struct RevisionSubject: Sendable {
    package let item: Item
    package let text: String
    /// The fields that the text is made from.
    package let fields: ItemFields
    /// What the text is labelled as: by whoever asks if they labelled it, else by most. nil while it has no label.
    package let source: LabelID?

    /// What is to be edited, and what to.
    ///
    /// - Throws: `StoreError.noSuchItem`.
    package init(
        _ externalID: String,
        for annotator: AnnotatorID?,
        in queue: Queue,
        store: some CounterfactualStore & ItemStore & LabellingStore,
        now: Moment
    ) async throws {
        item = try await store.history(of: externalID, in: queue.id).item
        fields = ItemFields(of: item.data, template: queue.definition.item.text)
        text = (try? queue.definition.item.text.text(of: item.data)) ?? ""
        let id = item.id
        let standing = try await store.occupation(of: [id], now: now).standing
        let own = standing.filter { $0.annotator == annotator }
        let said = [own, standing].lazy.compactMap { Consensus($0, task: queue.definition.task).labels?.first }.first
        if let said {
            source = said
        } else if item.origin == .counterfactual {
            // It is to have the label that it was written for, until somebody says otherwise.
            let records = try await store.counterfactuals(of: id, in: queue.id)
            source = records.first { $0.counterfactual.item == id }?.counterfactual.target
        } else {
            source = nil
        }
    }
}
