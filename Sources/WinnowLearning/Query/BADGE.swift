internal import WinnowNumerics

/// `badge`: rows whose gradients are large and unlike each other, drawn as the start of k-means++.
///
/// A row's gradient embedding is `(p − e_ŷ) ⊗ x`, with ŷ the most probable label. It has k·d numbers and is never made: the
/// inner product of two is the product of those of their halves.
///
/// - Source: Ash et al. 2020 (BADGE, algorithm 1). Deviations: of a pool beyond `rowLimit` so many rows are drawn; with
///   several labels a row has `p − [p ≥ ½]` for its first half. The first row is that of the largest gradient, as in the
///   authors' code.
/// - Complexity: O(n·(d + k)) for each row of the batch.
public struct BADGE: QueryStrategy, Hashable {
    /// Open rows that are looked at, at most.
    public var rowLimit = 100_000

    /// With the default.
    public init() {}

    /// Leads with the drawn rows; scores are the lengths of gradient embeddings, 0 for rows that were not looked at.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let rows = pool.sample(of: pool.open, limit: rowLimit, purpose: "badge rows")
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !rows.isEmpty else { return Selection(scores: scores) }
        let (points, errors) = (try pool.points(rows), Self.errors(pool, rows))
        let (pointLengths, errorLengths) = (points.squaredLengths(), errors.squaredLengths())
        let lengths = zip(pointLengths, errorLengths).map { $0 * $1 }
        guard lengths.allSatisfy(\.isFinite) else {
            throw .nonFinite(row: rows[lengths.firstIndex { !$0.isFinite } ?? 0])
        }
        for (place, row) in rows.enumerated() { scores[row] = lengths[place].squareRoot() }
        var generator = SeededGenerator(seed: pool.seed, purpose: "badge")
        var distances = lengths
        var places: [Int] = []
        var isFree = [Bool](repeating: true, count: rows.count)
        while places.count < pool.wantedCount {
            let next =
                places.isEmpty
                ? distances.indices.max { distances[$0] < distances[$1] }
                : generator.index(byWeights: distances.map(Double.init))
            // Rows without a gradient are all alike.
            guard let next = next ?? isFree.firstIndex(of: true) else { break }
            places.append(next)
            isFree[next] = false
            let (x, a) = (points.products(with: points.row(next)), errors.products(with: errors.row(next)))
            for place in distances.indices {
                let distance = max(0, lengths[place] + lengths[next] - 2 * x[place] * a[place])
                distances[place] = isFree[place] ? min(distances[place], distance) : 0
            }
        }
        return Selection(scores: scores, leading: places.map { rows[$0] })
    }

    /// The first halves, `(rows.count, k)`.
    private static func errors(_ pool: QueryPool, _ rows: [Int]) -> WideMatrix {
        var errors = WideMatrix(zeros: rows.count, pool.labelCount)
        for (place, row) in rows.enumerated() {
            let values = pool.probabilities.row(row)
            var best = 0
            for (label, value) in values.enumerated() {
                errors[place, label] = pool.isMultilabel && value >= 0.5 ? value - 1 : value
                if value > values[values.startIndex + best] { best = label }
            }
            if !pool.isMultilabel { errors[place, best] -= 1 }
        }
        return errors
    }
}
