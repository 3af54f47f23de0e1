internal import WinnowNumerics

/// As many clusters as rows wanted, and from each the row nearest to its centre: a batch that looks like the pool.
///
/// - Source: Xu et al. 2003 (representative sampling); small-text's `EmbeddingKMeans`. Deviation: of a pool beyond `rowLimit`
///   so many rows are drawn.
public struct KMeansMedoids: QueryStrategy, Hashable {
    /// Open rows that are looked at, at most.
    public var rowLimit = 20_000

    /// With the default.
    public init() {}

    /// Leads with the middle row of each cluster, the largest first; scores are how central rows are, 0…1, 0 for those
    /// that were not looked at.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let rows = pool.sample(of: pool.open, limit: rowLimit, purpose: "k-means rows")
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !rows.isEmpty else { return Selection(scores: scores) }
        let points = try pool.points(rows)
        let clusters = KMeans(clusterCount: pool.wantedCount).fit(points, seed: pool.seed)
        // How central a row is in its cluster, 0…1.
        for (place, row) in rows.enumerated() {
            scores[row] = 1 / (1 + clusters.nearest.squaredDistances[place].squareRoot())
        }
        // The largest clusters first: they stand for most.
        var sizes = [Int](repeating: 0, count: clusters.centres.rowCount)
        for centre in clusters.nearest.centres { sizes[centre] += 1 }
        let medoids = clusters.medoids(among: points, squaredLengths: points.squaredLengths())
        let order = medoids.indices.sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
        return Selection(scores: scores, leading: pool.filledUp(order.map { rows[medoids[$0]] }, by: scores))
    }
}
