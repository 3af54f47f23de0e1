internal import WinnowDomain
internal import WinnowNumerics

/// Picks a page of a list from what is held in memory and what the search finds.
///
/// Goes over a million items in the worst case, a few milliseconds: run it on an executor of its own.
struct ItemSelection: Sendable {
    let board: ItemBoard
    let filter: ItemFilter
    /// Items that somebody has right now.
    let held: Set<ItemID>
    /// What the present model predicts of items to measure on; nil when nobody asked.
    let predictions: [ItemID: [LabelID]]?
    /// By row; empty while there is none.
    let scores: [Float]
    /// By row how alike it is to the item that was asked for; nil when nobody asked.
    let likeness: Likeness?
    /// By row whether it lies in the frame that was asked for; nil when nobody asked.
    let isFramed: [Bool]?
    /// Finds items by words; nil when all are wanted.
    let find: (@Sendable (SearchRange, Int) throws -> [ItemID])?

    /// Counting stops here.
    static let countLimit = 1_000
    /// The most hits that are looked at to count those that a filter leaves, and in how large portions.
    private static let countedHitLimit = 20_000
    private static let portion = 1_000
    /// The most hits that are brought into the order of scores.
    static let sortedHitLimit = 200_000

    /// What lists are ordered by that are not in item order.
    private var keys: [Float] { likeness?.values ?? scores }

    func matches(_ row: Int) -> Bool {
        let marks = board.marks[row]
        if let isFramed, row >= isFramed.count || !isFramed[row] { return false }
        if let likeness, row == likeness.row || row >= likeness.values.count { return false }
        switch filter.state {
        case nil: break
        case .pool: if marks.contains(.isAnnotated) { return false }
        case .finished: if !marks.contains(.isFinished) { return false }
        case .flagged: if !marks.contains(.isFlagged) { return false }
        case .skipped: if !marks.contains(.isSkipped) { return false }
        case .unsure: if !marks.contains(.isUnsure) { return false }
        case .active: if !held.contains(board.ids[row]) { return false }
        }
        if let side = filter.side, marks.contains(.isEvaluation) != (side == .evaluation) { return false }
        if let annotator = filter.annotator, !marks.contains(.isAnnotated) || !board.isGiven(by: annotator, row) {
            return false
        }
        if let label = filter.label, !marks.contains(.isAnnotated) || !board.hasLabel(label, row) { return false }
        guard let predicted = filter.predicted else { return true }
        return predictions?[board.ids[row]]?.contains(predicted) ?? false
    }

    /// Rows in item order behind a place, or before it with the nearest first, until enough are found.
    func rows(_ range: SearchRange, limit: Int) throws -> [Int] {
        guard let find else { return rowsOfAll(range, limit: limit) }
        var (found, range): ([Int], SearchRange) = ([], range)
        while found.count < limit {
            let hits = try find(range, Self.portion)
            for hit in hits {
                guard let row = board.row(of: hit), matches(row) else { continue }
                found.append(row)
                if found.count == limit { break }
            }
            guard hits.count == Self.portion, let last = hits.last else { break }
            if case .after = range { range = .after(last) } else { range = .before(last) }
        }
        return found
    }

    private func rowsOfAll(_ range: SearchRange, limit: Int) -> [Int] {
        var found: [Int] = []
        switch range {
        case .after(let item):
            var row = item.map(board.upperBound) ?? 0
            while row < board.count, found.count < limit {
                if matches(row) { found.append(row) }
                row += 1
            }
        case .before(let item):
            var row = board.lowerBound(of: item) - 1
            while row >= 0, found.count < limit {
                if matches(row) { found.append(row) }
                row -= 1
            }
        }
        return found
    }

    func count() throws -> ItemPage.Count {
        if find == nil, filter.isEmpty, likeness == nil { return ItemPage.Count(value: board.count, isExact: true) }
        guard let find, !filter.isEmpty || likeness != nil else {
            let found = try rows(.after(nil), limit: Self.countLimit + 1).count
            return ItemPage.Count(value: min(found, Self.countLimit), isExact: found <= Self.countLimit)
        }
        // A filter may leave few of many hits: they are not all looked at only to count.
        var (count, seen): (Int, Int) = (0, 0)
        var last: ItemID?
        while seen < Self.countedHitLimit, count <= Self.countLimit {
            let hits = try find(.after(last), Self.portion)
            count += hits.count { board.row(of: $0).map(matches) ?? false }
            seen += hits.count
            last = hits.last
            if hits.count < Self.portion {
                return ItemPage.Count(value: min(count, Self.countLimit), isExact: count <= Self.countLimit)
            }
        }
        return ItemPage.Count(value: min(count, Self.countLimit), isExact: false)
    }

    /// Rows in the order of scores, the most informative first, or of likeness, the most alike first; ties to the earlier
    /// item. Rows without a score are left out.
    ///
    /// - Parameter isForward: False: those before the place, the nearest first.
    func rowsByScore(from place: ItemPosition?, isForward: Bool, limit: Int) throws -> [Int] {
        let scores = keys
        let candidates = try find == nil ? Array(0..<min(board.count, scores.count)).filter(matches) : sortedHits()
        let placed = candidates.filter { row in
            guard let place, let bound = place.score else { return true }
            let isBehind = scores[row] == bound ? board.ids[row] > place.item : scores[row] < bound
            let isSame = scores[row] == bound && board.ids[row] == place.item
            return !isSame && isBehind == isForward
        }
        // The kernel's ties go to the lower position: backwards the candidates are turned round.
        let ordered = isForward ? placed : placed.reversed()
        let keys = ordered.map { isForward ? scores[$0] : -scores[$0] }
        return topPositions(limit, of: keys).map { ordered[$0] }
    }

    private func sortedHits() throws -> [Int] {
        guard let find else { return [] }
        return try find(.after(nil), Self.sortedHitLimit).compactMap { hit in
            guard let row = board.row(of: hit), row < keys.count, matches(row) else { return nil }
            return row
        }
    }
}
