internal import WinnowNumerics

/// Rows in whose neighbourhood most of the pool lies that no label covers yet.
///
/// Each row covers what is no farther than δ. δ is the largest radius at which a share `purity` of all rows lie among rows of
/// their own cluster only, with as many clusters as labels; but at least such that half of the rows cover another one, as
/// with clusters that touch each other hardly anything would be covered.
///
/// - Source: Yehuda et al. 2022 (ProbCover, algorithm 1 and section 3.3). Deviations: δ is the exact quantile of the distances
///   to the nearest row of another cluster, and not one of a list, whose least value bounds it in other libraries; ties are
///   drawn; of a pool beyond `rowLimit` so many rows are drawn.
/// - Complexity: O(n²·d).
public struct ProbCover: QueryStrategy, Hashable {
    /// The share of rows that lie within δ among their own cluster only, 0…1.
    public var purity = 0.95
    /// Open rows that are looked at, at most.
    public var rowLimit = 10_000

    /// With the defaults.
    public init() {}

    /// Leads with the rows that cover most in turn; scores are how many rows each covers that no label does,
    /// 0 for those that were not looked at.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let open = pool.sample(of: pool.open, limit: rowLimit, purpose: "probcover rows")
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !open.isEmpty else { return Selection(scores: scores) }
        let points = try pool.points(open)
        let lengths = points.squaredLengths()
        let radius = radius(points, lengths, labelCount: pool.labelCount, seed: pool.seed)
        let neighbours = byChunk(points, lengths) { _, distances in
            distances.indices.filter { distances[$0] <= radius }.map { $0 - distances.startIndex }
        }
        var isCovered = [Bool](repeating: false, count: open.count)
        if !pool.labelled.isEmpty {
            let distances = points.nearest(to: try pool.points(pool.labelled), squaredLengths: lengths)
                .squaredDistances
            isCovered = distances.map { $0 <= radius }
        }
        var counts = neighbours.map { $0.count { !isCovered[$0] } }
        for (place, row) in open.enumerated() { scores[row] = Float(counts[place]) }
        // Where the radius is small many rows cover as much: drawn, or the order of the pool would choose.
        var generator = SeededGenerator(seed: pool.seed, purpose: "probcover ties")
        let lots = open.map { _ in generator.next() }
        var leading: [Int] = []
        while leading.count < pool.wantedCount {
            let best = counts.indices.max { (counts[$0], lots[$0]) < (counts[$1], lots[$1]) }
            guard let best, counts[best] >= 0 else { break }
            leading.append(open[best])
            for covered in neighbours[best] where !isCovered[covered] {
                isCovered[covered] = true
                for other in neighbours[covered] where counts[other] > 0 { counts[other] -= 1 }
            }
            counts[best] = -1
        }
        return Selection(scores: scores, leading: leading)
    }

    /// The square of δ.
    private func radius(_ points: WideMatrix, _ lengths: [Float], labelCount: Int, seed: UInt64) -> Float {
        let clusters = KMeans(clusterCount: max(2, labelCount)).fit(points, seed: seed).nearest.centres
        let nearest = byChunk(points, lengths) { place, distances in
            var (stranger, other) = (Float.infinity, Float.infinity)
            for (index, distance) in distances.enumerated() where index != place {
                other = min(other, distance)
                if clusters[index] != clusters[place] { stranger = min(stranger, distance) }
            }
            return (stranger: stranger, other: other)
        }
        let strangers = nearest.map(\.stranger).sorted()
        let pure = strangers[min(max(Int((1 - purity) * Double(strangers.count)), 0), strangers.count - 1)]
        let half = nearest.map(\.other).sorted()[nearest.count / 2]
        // One cluster alone has no stranger: everything is covered by any row.
        return pure.isFinite ? max(pure.nextDown, half) : .greatestFiniteMagnitude
    }

    /// Something of each point's distances to all of them; never of all at once, which are n².
    private func byChunk<Result: Sendable>(
        _ points: WideMatrix,
        _ lengths: [Float],
        _ make: @Sendable (_ place: Int, _ squaredDistances: ArraySlice<Float>) -> Result
    ) -> [Result] {
        stride(from: 0, to: points.rowCount, by: 256).flatMap { first in
            let rows = first..<min(first + 256, points.rowCount)
            let own = points.selecting(rows: rows)
            let distances = own.squaredDistances(to: points, squaredLengths: Array(lengths[rows]))
            return ParallelFor.map(rows.count) { make(first + $0, distances.row($0)) }
        }
    }
}
