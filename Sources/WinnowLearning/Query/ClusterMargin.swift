internal import WinnowNumerics

/// The least margins, spread over clusters: one row of each, from the smallest cluster on.
///
/// - Source: Citovsky et al. 2021 (Cluster-Margin, algorithm 2: ten candidates for each row wanted). Deviations: average-linkage
///   clusters are made of the candidates in each query, as many as rows wanted, instead of once of the whole pool; a cluster
///   gives its least margin, and not any row.
/// - Complexity: O(n·k) and O(c³) for c candidates, `candidateLimit` at most.
public struct ClusterMargin: QueryStrategy, Hashable {
    /// Candidates for each row of the batch.
    public var candidatesPerRow = 10
    /// Candidates at most, but as many as rows wanted at least.
    public var candidateLimit = 1000

    /// With the defaults.
    public init() {}

    /// Leads with the least margins of clusters in turn, the smallest first; scores are `Uncertainty.margin`.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let scores = try Uncertainty.margin.scores(pool.probabilities, isMultilabel: pool.isMultilabel)
        let limit = max(min(candidatesPerRow * pool.batchSize, candidateLimit), pool.wantedCount)
        let candidates = topPositions(limit, of: pool.open.map { scores[$0] }).map { pool.open[$0] }
        guard candidates.count > pool.wantedCount else { return Selection(scores: scores, leading: candidates) }
        let clusters = AverageLinkage.clusters(of: try pool.points(candidates), count: pool.wantedCount)
        // Members ascend, and candidates are in the order of their margins.
        let order = clusters.indices.sorted {
            clusters[$0].count == clusters[$1].count ? $0 < $1 : clusters[$0].count < clusters[$1].count
        }
        var leading: [Int] = []
        var turn = 0
        while leading.count < pool.wantedCount {
            for cluster in order where leading.count < pool.wantedCount && clusters[cluster].count > turn {
                leading.append(candidates[clusters[cluster][turn]])
            }
            turn += 1
        }
        return Selection(scores: scores, leading: leading)
    }
}
