package import WinnowDomain

/// The counterfactuals of a queue with where they are on their way.
package struct CounterfactualList: Sendable {
    package struct Entry: Sendable {
        package let record: CounterfactualRecord
        package let state: CounterfactualState
        /// What stands of the revised text, by those who labelled it.
        package let annotations: [Annotation]

        package var counterfactual: Counterfactual { record.counterfactual }
        /// Whether somebody said that the text cannot be flipped by small edits.
        package var isImpossible: Bool { counterfactual.isImpossible }
    }

    /// Newest first.
    package let entries: [Entry]

    package init(of desk: CounterfactualDesk) async throws {
        let records = try await desk.store.counterfactuals(in: desk.queue.id, after: 0)
        entries = try await desk.entries(records.reversed())
    }

    /// Those of which an item is the original or the revised text.
    package init(of desk: CounterfactualDesk, around item: ItemID) async throws {
        let records = try await desk.store.counterfactuals(of: item, in: desk.queue.id)
        entries = try await desk.entries(records.reversed())
    }

    /// How many there are in each state.
    package var counts: [CounterfactualState: Int] {
        entries.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
    }
}

extension CounterfactualDesk {
    /// - Throws: `StoreError.noSuchCounterfactual`.
    package func entry(_ id: CounterfactualID) async throws -> CounterfactualList.Entry {
        let record = try await store.counterfactual(id, in: queue.id)
        guard let entry = try await entries([record]).first else { throw StoreError.noSuchCounterfactual(id) }
        return entry
    }

    func entries(_ records: [CounterfactualRecord]) async throws -> [CounterfactualList.Entry] {
        let items = records.compactMap(\.counterfactual.item)
        let standing = try await store.occupation(of: items, now: clock.now()).standing
        let byItem = Dictionary(grouping: standing, by: \.item)
        let overlap = queue.definition.assignment.overlap
        return records.map { record in
            let annotations = record.counterfactual.item.flatMap { byItem[$0] } ?? []
            return CounterfactualList.Entry(
                record: record,
                state: record.state(annotations: annotations, overlap: overlap),
                annotations: annotations
            )
        }
    }
}
