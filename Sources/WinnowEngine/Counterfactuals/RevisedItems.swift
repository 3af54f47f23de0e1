internal import WinnowDomain

/// Items that need no flip any more: somebody stands for one, or said that there can be none.
struct RevisedItems {
    let items: Set<ItemID>

    init(_ records: [CounterfactualRecord]) {
        items = Set(
            records.filter { record in
                let one = record.counterfactual
                guard one.kind == .flip else { return false }
                if one.isImpossible { return true }
                return record.isStoodFor && record.verdict?.action != .reject
            }.map(\.counterfactual.parent)
        )
    }
}
