package import WinnowDomain

/// All items of a queue in item order; an item's position is its row in the features.
package struct ItemIndex: Sendable {
    package private(set) var entries: [ItemIndexEntry]
    /// Items that are no revised texts.
    package private(set) var originalCount: Int

    package init(_ entries: [ItemIndexEntry] = []) {
        self.entries = entries
        originalCount = entries.count { !$0.isRevised }
    }

    /// Appends items that came later.
    mutating func append(_ newer: [ItemIndexEntry]) {
        entries += newer
        originalCount += newer.count { !$0.isRevised }
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
