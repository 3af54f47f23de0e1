internal import WinnowNumerics

/// Typical rows of the parts of the pool that have no label yet: for few labels, when uncertainty means little.
///
/// The pool with its labelled rows is cut into `labelled + batch` clusters, `clusterLimit` at most; from the largest clusters
/// without a label comes the row with the least mean distance to its nearest neighbours.
///
/// - Source: Hacohen, Dekel and Weinshall 2022 (TypiClust, section 3.2: 20 neighbours, 500 clusters; clusters below five rows
///   come last, as in the authors' code). Deviations: of a pool beyond `rowLimit` so many rows are drawn; in a cluster beyond
///   `neighbourLimit` rows neighbours are looked for among so many.
/// - Complexity: O(n·clusters·d).
public struct TypiClust: QueryStrategy, Hashable {
    /// Clusters at most, but as many as rows wanted at least.
    public var clusterLimit = 500
    /// Neighbours that the mean distance is taken over.
    public var neighbourCount = 20
    /// Open rows, and labelled ones, that are looked at, at most.
    public var rowLimit = 100_000
    /// Rows of a cluster that neighbours are looked for among, at most.
    public var neighbourLimit = 2048
    static let leastClusterSize = 5

    /// With the defaults.
    public init() {}

    /// Leads with the most typical row of each cluster in turn; scores are one over the mean distance, 0 for rows of
    /// clusters that gave none.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let open = pool.sample(of: pool.open, limit: rowLimit, purpose: "typiclust rows")
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !open.isEmpty else { return Selection(scores: scores) }
        let labelled = pool.sample(of: pool.labelled, limit: rowLimit, purpose: "typiclust labelled")
        let points = try pool.points(open + labelled)
        let count = min(labelled.count + pool.wantedCount, max(clusterLimit, pool.wantedCount))
        let clusters = KMeans(clusterCount: count).fit(points, seed: pool.seed)
        var members = [[Int]](repeating: [], count: clusters.centres.rowCount)
        var labelledCounts = [Int](repeating: 0, count: members.count)
        for (place, cluster) in clusters.nearest.centres.enumerated() {
            if place < open.count { members[cluster].append(place) } else { labelledCounts[cluster] += 1 }
        }
        let order = members.indices.filter { !members[$0].isEmpty }.sorted { first, second in
            key(members[first].count, labelledCounts[first], first)
                < key(members[second].count, labelledCounts[second], second)
        }
        var leading: [Int] = []
        // With more labels than clusters, a cluster may have to give several.
        while leading.count < min(pool.wantedCount, open.count) {
            for cluster in order where leading.count < pool.wantedCount && !members[cluster].isEmpty {
                let typicality = typicality(of: members[cluster], in: points, seed: pool.seed)
                for (place, value) in zip(members[cluster], typicality) { scores[open[place]] = value }
                guard let best = typicality.indices.max(by: { typicality[$0] < typicality[$1] }) else { continue }
                leading.append(open[members[cluster].remove(at: best)])
            }
        }
        return Selection(scores: scores, leading: leading)
    }

    /// Clusters with fewest labels first, of these the largest; small ones after all others.
    private func key(_ size: Int, _ labelled: Int, _ number: Int) -> (Int, Int, Int, Int) {
        (size < Self.leastClusterSize ? 1 : 0, labelled, -size, number)
    }

    /// One over the mean distance to the nearest neighbours in the cluster, by member.
    private func typicality(of members: [Int], in points: WideMatrix, seed: UInt64) -> [Float] {
        let own = points.selecting(rows: members)
        var others = own
        if members.count > neighbourLimit {
            var generator = SeededGenerator(seed: seed, purpose: "typiclust neighbours")
            others = own.selecting(rows: generator.sample(neighbourLimit, from: members.count).sorted())
        }
        let lengths = others.squaredLengths()
        let count = min(neighbourCount, others.rowCount - 1)
        guard count > 0 else { return [Float](repeating: 1, count: members.count) }
        return ParallelFor.map(members.count) { place in
            // The nearest one is the row itself, or as near.
            let distances = others.squaredDistances(to: own.row(place), squaredLengths: lengths)
            let nearest = topPositions(count + 1, of: distances.map { -$0 })
            let sum = nearest.dropFirst().reduce(0) { $0 + distances[$1].squareRoot() }
            return 1 / max(sum / Float(count), 1e-6)
        }
    }
}
