internal import Foundation
internal import WinnowDomain
internal import WinnowLearning

/// Where a queue's items lie in the plane.
package struct QueueMap: Sendable {
    /// A place on the map, each number 0…65,535.
    package struct Place: Hashable, Sendable {
        package let x: UInt16
        package let y: UInt16
    }

    /// Equal for maps on which the same items lie at the same places; new items may have come between them.
    package let version: String
    /// By point, ascending: its row.
    package let rows: [Int]
    /// By point.
    package let places: [Place]
    /// False: the plane of most variance, until the layout is computed.
    package let isFinal: Bool
    /// Items that the queue had; more than there are points where these were drawn from them.
    package let itemCount: Int

    /// - Parameters:
    ///   - map: By point.
    ///   - rows: Of each point, ascending.
    ///   - layoutCount: Points of the layout, which come first; the others were placed between them later.
    init(_ map: PoolMap, rows: [Int], layoutCount: Int, isFinal: Bool, itemCount: Int) {
        precondition(map.rowCount == rows.count && layoutCount <= rows.count, "\(map.rowCount) points")
        let frame = Self.frame(map, layoutCount)
        places = rows.indices.map { frame.place(map[$0]) }
        self.rows = rows
        self.isFinal = isFinal
        self.itemCount = itemCount
        version = Self.version(of: places.prefix(layoutCount))
    }

    /// The rows in a part of the map; nil where that is of another map.
    func rows(in frame: MapFrame) -> [Int]? {
        guard frame.version == version else { return nil }
        return zip(rows, places).compactMap { row, place in
            frame.xs.contains(place.x) && frame.ys.contains(place.y) ? row : nil
        }
    }

    /// What the plane is mapped to whole numbers by: one scale for both directions, so that distances stay what they are.
    private struct Scale {
        let middle: SIMD2<Float>
        let factor: Float

        func place(_ point: SIMD2<Float>) -> Place {
            let moved = (point - middle) * factor + 32_767.5
            func whole(_ value: Float) -> UInt16 { UInt16(min(max(value.rounded(), 0), 65_535)) }
            return Place(x: whole(moved.x), y: whole(moved.y))
        }
    }

    /// By the points of the layout alone: those that come later lie between them.
    private static func frame(_ map: PoolMap, _ count: Int) -> Scale {
        guard count > 0 else { return Scale(middle: .zero, factor: 1) }
        var (low, high) = (map[0], map[0])
        for point in 1..<max(count, 1) {
            low = pointwiseMin(low, map[point])
            high = pointwiseMax(high, map[point])
        }
        let extent = (high - low).max()
        // 32 at either side, so that the outermost points are no half ones.
        return Scale(middle: (low + high) / 2, factor: extent > 0 && extent.isFinite ? 65_471 / extent : 1)
    }

    private static func version(of places: some Sequence<Place>) -> String {
        var bytes = Data()
        for place in places {
            for number in [place.x, place.y] {
                withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return String(Digest(of: bytes).description.prefix(12))
    }
}
