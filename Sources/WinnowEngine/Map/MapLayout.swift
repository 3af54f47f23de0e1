internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// A layout that was computed for the items that a queue had, and what it was computed from.
///
/// It holds while the queue grows by less than a quarter: new items are placed between those that are most like them.
struct MapLayout: Sendable {
    /// Points that a layout has at most; of more items so many are drawn by chance.
    static let pointLimit = 100_000

    /// `FeatureSet.making` of the features.
    let making: Digest
    /// Items that there were, and which.
    let itemCount: Int
    let items: Digest
    let map: PoolMap

    /// Computes a layout of all items.
    ///
    /// - Parameters:
    ///   - preliminary: Told the plane of most variance, before the rest is computed.
    ///   - progress: Told now and then how far it is.
    /// - Throws: `LearningError`.
    static func compute(
        _ features: FeatureSet,
        _ making: Digest,
        _ index: ItemIndex,
        seed: UInt64,
        cancellation: Cancellation,
        preliminary: (MapLayout) -> Void,
        progress: (MapProgress) -> Void
    ) throws(LearningError) -> MapLayout {
        let items = digest(of: index.entries[...])
        let pool = features.rows.points(rows(of: index.count, seed: seed))
        func layout(_ map: PoolMap) -> MapLayout {
            MapLayout(making: making, itemCount: index.count, items: items, map: map)
        }
        preliminary(layout(try PoolMap.principal(of: pool, seed: seed, cancellation: cancellation)))
        return layout(try UMAP().fit(pool, seed: seed, cancellation: cancellation, progress: progress))
    }

    /// Whether it is of the first items of a queue whose features are made as then, and not too many are new.
    func holds(for making: Digest, _ index: ItemIndex, seed: UInt64) -> Bool {
        making == self.making && itemCount <= index.count && index.count <= itemCount + itemCount / 4
            && map.rowCount == Self.rows(of: itemCount, seed: seed).count
            && Self.digest(of: index.entries[..<itemCount]) == items
    }

    /// The map of all items that there are now.
    ///
    /// - Throws: `LearningError`.
    func map(
        of features: FeatureSet,
        seed: UInt64,
        isFinal: Bool,
        cancellation: Cancellation
    ) throws(LearningError) -> QueueMap {
        var rows = Self.rows(of: itemCount, seed: seed)
        var map = map
        // Where points were drawn, new items wait for the next layout.
        if rows.count == itemCount, features.rowCount > itemCount {
            rows = Array(0..<features.rowCount)
            map = try map.extended(to: features.rows, cancellation: cancellation)
        }
        return QueueMap(
            map,
            rows: rows,
            layoutCount: self.map.rowCount,
            isFinal: isFinal,
            itemCount: features.rowCount
        )
    }

    /// The rows that become points.
    static func rows(of itemCount: Int, seed: UInt64) -> [Int] {
        guard itemCount > pointLimit else { return Array(0..<itemCount) }
        var generator = SeededGenerator(seed: seed, purpose: "map points")
        return generator.sample(pointLimit, from: itemCount).sorted()
    }

    private static func digest(of entries: ArraySlice<ItemIndexEntry>) -> Digest {
        var builder = DigestBuilder()
        for entry in entries {
            withUnsafeBytes(of: (entry.id.rawValue.littleEndian, Int64(entry.event).littleEndian)) { builder.add($0) }
        }
        return builder.finish()
    }
}

extension PoolFeatures {
    /// Some rows as a pool of their own, with the dense columns only.
    fileprivate func points(_ rows: [Int]) -> PoolFeatures {
        guard rows.count < rowCount, let dense = denseRows(rows) else { return self }
        return PoolFeatures(dense: [DensePart(columnCount: dense.columnCount, blocks: [DenseRows(dense)])])
    }
}
