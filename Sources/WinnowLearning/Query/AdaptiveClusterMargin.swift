internal import WinnowNumerics

/// Uncertain rows that are unlike each other: as many clusters as rows wanted, over candidates whose number follows how sure
/// the model is.
///
/// With `u = (1 − margin)²` the candidates are the most uncertain rows that hold half of the pool's u. While the model is
/// unsure these are many, and the choice is spread over the pool; later they are few, and it is nearly that of `margin`.
/// K-means weighted by u, one row from each cluster, the nearest to its centre.
///
/// - Source: Citovsky et al. 2021 (Cluster-Margin: clusters among the least margins), Zhdanov 2019 (k-means weighted by
///   uncertainty), Prabhu et al. 2021 (CLUE). The number of candidates by the share of uncertainty is ours; figures in
///   `docs/science.md`.
public struct AdaptiveClusterMargin: QueryStrategy, Hashable {
    /// The share of the pool's uncertainty that the candidates hold, in 0…1.
    public var uncertaintyShare = 0.5
    /// Of more candidates than these so many are drawn, so that a query costs the same on any pool.
    public var candidateLimit = 1500
    /// Candidates for each row wanted, at least.
    public var candidatesPerRow = 5

    /// With the defaults.
    public init() {}

    /// Leads with one row of each cluster, the most uncertain first; scores are `Uncertainty.margin`.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let scores = try Uncertainty.margin.scores(pool.probabilities, isMultilabel: pool.isMultilabel)
        let count = pool.wantedCount
        guard count > 0, pool.open.count > count else {
            return Selection(scores: scores, leading: mostUncertainFirst(pool.open, scores))
        }
        let candidates = pool.sample(
            of: candidates(scores, pool.open, least: candidatesPerRow * count),
            limit: max(candidateLimit, count),
            purpose: "cluster-margin candidates"
        )
        let points = try pool.points(candidates)
        let weights = candidates.map { max(Self.weight(scores[$0]), 1e-6) }
        let clusters = KMeans(clusterCount: count).fit(points, weights: weights, seed: pool.seed)
        let medoids = Set(clusters.medoids(among: points, squaredLengths: points.squaredLengths()))
        // Points that coincide make fewer clusters than rows wanted.
        let rest = mostUncertainFirst(
            candidates.indices.filter { !medoids.contains($0) }.map { candidates[$0] },
            scores
        ).prefix(count - medoids.count)
        return Selection(
            scores: scores,
            leading: mostUncertainFirst(medoids.map { candidates[$0] } + rest, scores)
        )
    }

    private static func weight(_ score: Float) -> Double { Double(score) * Double(score) }

    private func mostUncertainFirst(_ rows: [Int], _ scores: [Float]) -> [Int] {
        rows.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    }

    /// The fewest of the most uncertain rows that hold the share, and those that equal the last; ascending, `least` of them
    /// if there are so many.
    private func candidates(_ scores: [Float], _ open: [Int], least: Int) -> [Int] {
        // A histogram finds the last bin without sorting the pool.
        let binCount = 4096
        // What is no number has no comparison, and no integer either: it goes to the lowest bin.
        func bin(_ row: Int) -> Int {
            scores[row] > 0 ? Int(min(scores[row] * Float(binCount), Float(binCount - 1))) : 0
        }
        var (mass, counts) = ([Double](repeating: 0, count: binCount), [Int](repeating: 0, count: binCount))
        for row in open {
            mass[bin(row)] += Self.weight(scores[row])
            counts[bin(row)] += 1
        }
        let wanted = uncertaintyShare * mass.reduce(0, +)
        var (last, held, above) = (binCount - 1, 0.0, 0)
        while last > 0, held + mass[last] < wanted || above + counts[last] < least {
            held += mass[last]
            above += counts[last]
            last -= 1
        }
        var rows = open.filter { bin($0) > last }
        var lowest = Float.infinity
        for row in mostUncertainFirst(open.filter { bin($0) == last }, scores) {
            // Equals stay together: their order says nothing.
            if held >= wanted && rows.count >= least && scores[row] < lowest { break }
            lowest = scores[row]
            held += Self.weight(scores[row])
            rows.append(row)
        }
        return rows.sorted()
    }
}
