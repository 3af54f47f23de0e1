internal import WinnowDomain

/// Items that need no flip any more: somebody stands for one, or said that there can be none.
struct RevisedItems {
    let items: Set<ItemID>

    /// - Parameter countsDrafts: Whether one that waits to be looked at is enough.
    init(_ records: [CounterfactualRecord], countsDrafts: Bool = false) {
        items = Set(
            records.filter { record in
                let one = record.counterfactual
                guard one.kind == .flip else { return false }
                if one.isImpossible { return true }
                return (record.isStoodFor || countsDrafts) && record.verdict?.action != .reject
            }.map(\.counterfactual.parent)
        )
    }
}
