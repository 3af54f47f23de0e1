import WinnowDomain

/// What most of an item's annotators say, for formats with one answer an item.
struct PeerMajority {
    /// Their labels, in the order of the first who named them; nil where nobody gave a whole answer, or two are as frequent.
    let labels: [String]?

    init(_ annotations: [IncomingAnnotation]) {
        let said = annotations.filter { $0.answer == .label && !$0.isPartial }
        let groups = Dictionary(grouping: said) { Set($0.present.map { ExactText($0) }) }
        let most = groups.values.map(\.count).max() ?? 0
        let best = groups.values.filter { $0.count == most }
        labels = best.count == 1 ? best[0][0].present : nil
    }
}
