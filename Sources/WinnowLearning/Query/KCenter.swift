internal import WinnowNumerics

/// Greedy k-centre: each row is the farthest from all that are labelled or chosen, so that no row stays far from a label.
///
/// - Source: Gonzalez 1985; Sener and Savarese 2018 (core-set, algorithm 1). Deviations: of a pool beyond `rowLimit` so many
///   rows are drawn; without labels the first row is the one nearest to the mean, and not any.
/// - Complexity: O(n·d·(labelled + batch)).
public struct KCenter: QueryStrategy, Hashable {
    /// Open rows that are looked at, at most.
    public var rowLimit = 100_000

    /// With the default.
    public init() {}

    /// Leads with the farthest rows in turn; scores are distances to the nearest labelled row, or without labels to the
    /// first row chosen, 0 for rows that were not looked at.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let rows = pool.sample(of: pool.open, limit: rowLimit, purpose: "k-center rows")
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !rows.isEmpty else { return Selection(scores: scores) }
        let points = try pool.points(rows)
        let lengths = points.squaredLengths()
        var distances: [Float]
        var places: [Int] = []
        if pool.labelled.isEmpty {
            let fromMean = points.squaredDistances(to: points.mean(), squaredLengths: lengths)
            places = fromMean.indices.min { fromMean[$0] < fromMean[$1] }.map { [$0] } ?? []
            distances = points.squaredDistances(to: points.row(places[0]), squaredLengths: lengths)
            distances[places[0]] = -1
        } else {
            distances = points.nearest(to: try pool.points(pool.labelled), squaredLengths: lengths).squaredDistances
        }
        for (place, row) in rows.enumerated() { scores[row] = max(0, distances[place]).squareRoot() }
        while places.count < pool.wantedCount {
            guard let next = distances.indices.max(by: { distances[$0] < distances[$1] }), distances[next] >= 0
            else { break }
            places.append(next)
            let others = points.squaredDistances(to: points.row(next), squaredLengths: lengths)
            for place in distances.indices { distances[place] = min(distances[place], others[place]) }
            // A chosen row is not chosen again, whatever lies on it.
            for place in places { distances[place] = -1 }
        }
        return Selection(scores: scores, leading: places.map { rows[$0] })
    }
}

extension WideMatrix {
    /// The mean of the rows, d numbers.
    func mean() -> ArraySlice<Float> {
        let ones = [Float](repeating: 1 / Float(max(rowCount, 1)), count: rowCount)
        return transposedTimes(ones, outputCount: 1, stride: 1).prefix(columnCount).map(Float.init)[...]
    }
}
