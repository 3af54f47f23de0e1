package import WinnowDomain

/// A place between items in a list, where it goes on: it stays right when items come, and when the one that it was made
/// from is not in the list any more.
package struct ItemPosition: Hashable, Sendable, LosslessStringConvertible {
    package let item: ItemID
    /// The score or the likeness, where the list is in their order.
    package let score: Float?

    package init(item: ItemID, score: Float? = nil) {
        self.item = item
        self.score = score
    }

    /// As in `812`, or with the bits of the score `812-3f19999a`.
    package init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let item = Int64(parts[0]), item >= 0 else { return nil }
        if parts.count == 2 {
            guard parts[1].utf8.count == 8, let bits = UInt32(parts[1], radix: 16) else { return nil }
            let score = Float(bitPattern: bits)
            guard score.isFinite else { return nil }
            self.init(item: ItemID(item), score: score)
        } else {
            self.init(item: ItemID(item))
        }
    }

    package var description: String {
        guard let score else { return "\(item)" }
        let digits = String(score.bitPattern, radix: 16)
        return "\(item)-" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}

/// A wish for a page of a list.
package struct ItemQuery: Sendable {
    package enum Direction: Hashable, Sendable {
        case after(ItemPosition?)
        case before(ItemPosition)
    }

    package var filter: ItemFilter
    package var search: SearchQuery?
    package var order: ItemOrder
    /// Those first that are most alike to this item, whatever the order says; itself is left out.
    package var like: ItemID?
    package var direction: Direction
    package var limit: Int

    package init(
        filter: ItemFilter = ItemFilter(),
        search: SearchQuery? = nil,
        order: ItemOrder = .items,
        like: ItemID? = nil,
        direction: Direction = .after(nil),
        limit: Int = 50
    ) {
        self.filter = filter
        self.search = search
        self.order = order
        self.like = like
        self.direction = direction
        self.limit = limit
    }
}

/// A page of a list.
package struct ItemPage: Sendable {
    package struct Row: Sendable {
        package let item: ItemID
        package let isFinished: Bool
        /// The acquisition score by the present model's ranking, higher = more informative.
        package let score: Float?
        /// The cosine of its features and those of the item that it is to be like, −1…1; nil where nobody asked.
        package let likeness: Float?
    }

    package struct Count: Sendable {
        package let value: Int
        /// False: there are more.
        package let isExact: Bool
    }

    package let rows: [Row]
    package let hasPrevious: Bool
    package let hasNext: Bool
    /// How many items match, as far as they were counted.
    package let matchCount: Count
    package let itemCount: Int
    /// How many items a search has looked at; nil without one, and when it looked at all.
    package let searchedCount: Int?
    /// The model version of the scores; nil while there is none.
    package let modelVersion: Int?
    /// Where the page begins and ends, for the links to its neighbours.
    package let first: ItemPosition?
    package let last: ItemPosition?
}
