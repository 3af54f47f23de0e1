internal import WinnowDomain

/// Items that some generators need not be asked about: one of them has made a draft that is not rejected, or somebody has
/// flipped the text by hand and none of them would make anything else.
struct DraftedItems {
    let items: Set<ItemID>

    init(_ records: [CounterfactualRecord], of kinds: [DraftKind]) {
        let names = Set(kinds.map(\.rawValue))
        let drafted = records.compactMap { record -> ItemID? in
            guard case .generator(let origin) = record.counterfactual.author, names.contains(origin.id),
                record.verdict?.action != .reject
            else { return nil }
            return record.counterfactual.parent
        }
        let flipped = kinds.allSatisfy { $0 == .swap } ? [] : RevisedItems(records).items
        items = flipped.union(drafted)
    }
}
