/// Where items are found by the words of their texts: derived from the items, and made again whenever it is lost.
///
/// All of it blocks its thread: call it on an executor of your own.
package protocol ItemSearch: Sendable {
    /// Takes in some more of what the index lacks: items that came, texts that were replaced, all of them by a changed
    /// template.
    ///
    /// - Parameter itemCount: The most that is taken in at once.
    func advance(_ queue: Queue, by itemCount: Int) throws -> SearchProgress
    /// How far the index is. One that cannot be read is begun anew.
    func progress(of queue: QueueID) throws -> SearchProgress
    /// Items that a query finds, in item order.
    ///
    /// - Parameter range: Where to look, and in which direction.
    func find(_ query: SearchQuery, in queue: QueueID, _ range: SearchRange, limit: Int) throws -> [ItemID]
    /// Whether the index of a queue is whole; true also without one.
    func isWhole(_ queue: QueueID) throws -> Bool
    /// Throws the index of a queue away.
    func remove(_ queue: QueueID) throws
}

/// A side of an item, without the item.
package enum SearchRange: Hashable, Sendable {
    /// Behind an item, the nearest first; from the first on when there is none.
    case after(ItemID?)
    /// Before an item, the nearest first.
    case before(ItemID)
}

/// How far an index is.
package struct SearchProgress: Hashable, Sendable {
    /// Items that can be found.
    package var searchedCount: Int
    /// Whether nothing was left to take in when it was looked at.
    package var isComplete: Bool

    package init(searchedCount: Int, isComplete: Bool) {
        self.searchedCount = searchedCount
        self.isComplete = isComplete
    }
}
