/// Two rows of one root, of which the second was made from the first by a small edit.
public struct RowPair: Sendable, Hashable {
    /// What the edit does to the label.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Another label holds.
        case flip
        /// The label stays: what was edited is none of its business.
        case invariance
    }

    /// The row before the edit.
    public let original: Int
    /// The row after it.
    public let revised: Int
    /// What the edit does to the label.
    public let kind: Kind

    /// - Parameters: Two different rows of one training or evaluation set.
    public init(original: Int, revised: Int, kind: Kind) {
        precondition(original != revised, "row \(original) is no pair with itself")
        self.original = original
        self.revised = revised
        self.kind = kind
    }
}

extension [RowPair] {
    /// The pairs whose two rows are both among some rows, by their places there.
    ///
    /// Where rows come several times the first of one goes with the first of the other and so on, as far as both reach:
    /// a pair counts as often as the row of it that counts least.
    ///
    /// - Parameter rows: Row numbers, any order.
    /// - Complexity: O(rows + pairs).
    func selecting(rows: [Int]) -> [RowPair] {
        guard !isEmpty else { return [] }
        var places: [Int: [Int]] = [:]
        for (place, row) in rows.enumerated() { places[row, default: []].append(place) }
        return flatMap { pair in
            zip(places[pair.original] ?? [], places[pair.revised] ?? [])
                .map { RowPair(original: $0, revised: $1, kind: pair.kind) }
        }
    }
}
