internal import WinnowDomain

extension ItemSelection {
    /// A page, with whether there is something on either side of it.
    func page(_ query: ItemQuery, progress: SearchProgress?, modelVersion: Int?) throws -> ItemPage {
        // Whatever the numbers are, one more than wanted tells whether there is more.
        let limit = max(1, query.limit)
        var isForward = true
        var place: ItemPosition?
        switch query.direction {
        case .after(let position): place = position
        case .before(let position):
            place = position
            isForward = false
        }
        let isByNumber = query.like != nil || query.order == .uncertainty
        var found = try rows(isByNumber, from: place, isForward: isForward, limit: limit + 1)
        let hasMore = found.count > limit
        found = Array(found.prefix(limit))
        if !isForward { found.reverse() }
        let shown = found.map { row in
            ItemPage.Row(
                item: board.ids[row],
                isFinished: board.marks[row].contains(.isFinished),
                score: row < scores.count ? scores[row] : nil,
                likeness: likeness.map { $0.values[row] }
            )
        }
        func position(_ row: ItemPage.Row?) -> ItemPosition? {
            row.map { ItemPosition(item: $0.item, score: isByNumber ? $0.likeness ?? $0.score : nil) }
        }
        // On the side that the page was come from there is something, unless that has gone meanwhile.
        let otherSide: Bool =
            if let edge = position(isForward ? shown.first : shown.last) ?? place, place != nil {
                try !rows(isByNumber, from: edge, isForward: !isForward, limit: 1).isEmpty
            } else { false }
        return ItemPage(
            rows: shown,
            hasPrevious: isForward ? otherSide : hasMore,
            hasNext: isForward ? hasMore : otherSide,
            matchCount: try count(),
            itemCount: board.count,
            searchedCount: progress.flatMap { $0.searchedCount < board.count ? $0.searchedCount : nil },
            modelVersion: modelVersion,
            first: position(shown.first) ?? place,
            last: position(shown.last) ?? place
        )
    }

    private func rows(
        _ isByNumber: Bool,
        from place: ItemPosition?,
        isForward: Bool,
        limit: Int
    ) throws -> [Int] {
        if isByNumber { return try rowsByScore(from: place, isForward: isForward, limit: limit) }
        guard let place else { return try rows(.after(nil), limit: limit) }
        return try rows(isForward ? .after(place.item) : .before(place.item), limit: limit)
    }
}
