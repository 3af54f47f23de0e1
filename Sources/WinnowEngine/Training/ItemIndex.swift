package import WinnowDomain

/// All items of a queue in item order; an item's position is its row in the features.
package struct ItemIndex: Sendable {
    package private(set) var entries: [ItemIndexEntry]

    package init(_ entries: [ItemIndexEntry] = []) {
        self.entries = entries
    }

    /// Appends items that came later.
    mutating func append(_ newer: [ItemIndexEntry]) {
        entries += newer
    }

    package var count: Int { entries.count }

    /// - Complexity: O(log n).
    package func row(of item: ItemID) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].id < item { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].id == item ? low : nil
    }
}
