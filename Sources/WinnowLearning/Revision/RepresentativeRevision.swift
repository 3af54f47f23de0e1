internal import WinnowNumerics

/// As many clusters as rows wanted, and from each the open row nearest to its centre: pairs that look like the labelled
/// rows.
///
/// - Source: Xu et al. 2003 (representative sampling), as `KMeansMedoids`.
public struct RepresentativeRevision: RevisionStrategy, Hashable {
    /// Its versioned name.
    public static let name = "representative.v1"

    /// There is nothing to set.
    public init() {}

    /// Leads with the middle row of each cluster, the largest first; scores are how central rows are, 0…1.
    ///
    /// - Throws: `LearningError.noDenseFeatures`.
    public func select(from pool: RevisionPool) throws(LearningError) -> Selection {
        guard let points = pool.points else { throw .noDenseFeatures }
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !pool.open.isEmpty else { return Selection(scores: scores) }
        let open = points.selecting(rows: pool.open)
        let clusters = KMeans(clusterCount: pool.wantedCount).fit(open, seed: pool.seed)
        var sizes = [Int](repeating: 0, count: clusters.centres.rowCount)
        for (place, row) in pool.open.enumerated() {
            scores[row] = 1 / (1 + clusters.nearest.squaredDistances[place].squareRoot())
            sizes[clusters.nearest.centres[place]] += 1
        }
        let medoids = clusters.medoids(among: open, squaredLengths: open.squaredLengths())
        let order = medoids.indices.sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
        return Selection(scores: scores, leading: order.map { pool.open[medoids[$0]] })
    }
}
