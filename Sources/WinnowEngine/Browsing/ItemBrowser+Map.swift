package import WinnowDomain

/// What the browser knows of where items lie.
extension ItemBrowser {
    /// The map of all items as far as it is computed, begun when it is first asked for.
    ///
    /// - Parameter patience: How long to wait while there is none.
    package func map(patience: Duration) async -> PresentMap.Reading {
        await loop.presentMap.reading(of: loop, patience: patience)
    }

    /// What is known of the items of a map.
    package func colours(of map: QueueMap) async throws -> MapColours {
        let predictions = try await loop.presentMap.predictions(on: map, in: loop)
        let board = try await board()
        let labels = await loop.scheduler.queue.labels.map(\.id)
        return try await Self.executor.perform {
            MapColours(
                labels: map.rows.map { row in
                    row < board.count
                        ? board.firstLabel(of: row, among: labels).map { UInt16(clamping: $0 + 1) } ?? 0 : 0
                },
                predictions: predictions?.labels ?? [],
                uncertainty: predictions?.uncertainty ?? [],
                origins: map.rows.map { MapColours.Origin($0 < board.count ? board.marks[$0] : []) },
                modelVersion: predictions?.occasion.model
            )
        }
    }

    /// The item of a point of the present map.
    ///
    /// - Throws: `StoreError.refused` where the map is another one now, or has no such point.
    package func item(atPoint point: Int, ofMap version: String) async throws -> ItemID {
        let map = try await presentMap(version)
        let board = try await board()
        guard map.rows.indices.contains(point), map.rows[point] < board.count else {
            throw StoreError.refused(reason: "the map has no point \(point)")
        }
        return board.ids[map.rows[point]]
    }

    /// By row, whether it lies in a part of the present map.
    func rows(in frame: MapFrame) async throws -> [Bool] {
        let map = try await presentMap(frame.version)
        var isFramed = [Bool](repeating: false, count: (map.rows.last ?? -1) + 1)
        for row in map.rows(in: frame) ?? [] { isFramed[row] = true }
        return isFramed
    }

    private func presentMap(_ version: String) async throws -> QueueMap {
        guard let map = await map(patience: .seconds(2)).map, map.version == version else {
            throw StoreError.refused(
                reason: "the map is another one now; choose a part of it again, in the browser on the page Insight"
            )
        }
        return map
    }

    /// Whether it is known at once how alike other items are to one: no features have to be made for it.
    package func knowsLikeness(of item: ItemID) async -> Bool {
        guard let features = await loop.featuresAtHand(), let row = await loop.coordinator.index.row(of: item) else {
            return false
        }
        return row < features.rowCount && features.hasRow(row)
    }

    /// How alike all rows are to an item.
    func likeness(to item: ItemID) async throws -> Likeness {
        let (features, index) = try await loop.features()
        guard let row = index.row(of: item) else { throw StoreError.refused(reason: "the item is not known here yet") }
        if let likeness, likeness.item == item, likeness.features == features.digest, features.isMissing.isEmpty {
            return likeness.value
        }
        let value = try await Self.executor.perform { try Likeness(to: row, in: features) }
        likeness = (item, features.digest, value)
        return value
    }
}
