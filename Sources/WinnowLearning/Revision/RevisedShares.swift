internal import WinnowNumerics

/// For each row the share of its cluster that is revised already: there is more to learn where nobody has been.
struct RevisedShares {
    /// 0…1, by row.
    private let shares: [Float]

    /// Rows of a cluster, on average: fewer would be revised or not, and hardly anything between.
    private static let clusterSize = 20
    private static let clusterLimit = 50

    /// Without dense features, or while nothing is revised, all are alike.
    ///
    /// - Complexity: O(n·k·d) for k clusters, 50 at most.
    init(_ pool: RevisionPool) {
        guard let points = pool.points, pool.isRevised.contains(true) else {
            shares = [Float](repeating: 0, count: pool.rowCount)
            return
        }
        let count = min(Self.clusterLimit, max(2, pool.rowCount / Self.clusterSize))
        let clusters = KMeans(clusterCount: count).fit(points, seed: pool.seed).nearest.centres
        var (sizes, revised) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
        for (row, cluster) in clusters.enumerated() {
            sizes[cluster] += 1
            if pool.isRevised[row] { revised[cluster] += 1 }
        }
        shares = clusters.map { revised[$0] / max(sizes[$0], 1) }
    }

    subscript(row: Int) -> Float { shares[row] }
}
