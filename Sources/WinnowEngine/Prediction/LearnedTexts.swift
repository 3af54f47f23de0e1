package import WinnowDomain

/// The texts that a model version has learned from: what was labelled at its event and is not set aside to measure on.
package struct LearnedTexts: Sendable {
    package let hashes: Set<ContentHash>

    /// - Complexity: O(annotations + learned items); reads the items.
    package init(
        of model: ModelVersion,
        in queue: Queue,
        history: LabelHistory,
        index: ItemIndex,
        store: any ItemStore
    ) async throws {
        let standing = history.standing(at: model.recipe.event)
        let labelled = standing.annotations.compactMap { item, annotations -> ItemID? in
            annotations.contains { $0.judgement.answer == .label } ? item : nil
        }
        let revised = standing.counterfactuals.compactMap(\.counterfactual.item)
        let items = Set(labelled + revised).filter { item in
            index.row(of: item).map { !index.entries[$0].isEvaluation } ?? true
        }.sorted()
        var hashes: Set<ContentHash> = []
        for start in stride(from: 0, to: items.count, by: 1000) {
            for item in try await store.items(Array(items[start..<min(start + 1000, items.count)])) {
                guard let text = try? queue.definition.item.text.text(of: item.data) else { continue }
                hashes.insert(ContentHash(of: text))
            }
        }
        self.hashes = hashes
    }
}
