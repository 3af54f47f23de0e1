private import Foundation
internal import WinnowNumerics

/// Rows that lie near labelled ones and yet are predicted otherwise: where the model contradicts itself.
///
/// The score is the mean Kullback-Leibler divergence, in nats, of a row's prediction from those of the nearest labelled rows.
///
/// - Source: Margatina et al. 2021 (CAL, algorithm 1: ten neighbours). Deviation: probabilities below 1e-7 count as that. With
///   several labels the divergence is the sum over the labels of that of each against its absence.
/// - Complexity: O(n·labelled·d).
public struct Contrastive: QueryStrategy, Hashable {
    /// Labelled rows that a row is compared with, the nearest ones.
    public var neighbourCount = 10

    /// With the default.
    public init() {}

    /// No row leads; scores are the divergences, 0 for rows that are not open and where nothing is labelled.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        if let row = pool.open.first(where: { !pool.probabilities.row($0).allSatisfy(\.isFinite) }) {
            throw .nonFinite(row: row)
        }
        var scores = [Float](repeating: 0, count: pool.rowCount)
        guard !pool.labelled.isEmpty else { return Selection(scores: scores) }
        let known = try pool.points(pool.labelled)
        let lengths = known.squaredLengths()
        for start in stride(from: 0, to: pool.open.count, by: 4096) {
            let rows = Array(pool.open[start..<min(start + 4096, pool.open.count)])
            let points = try pool.points(rows)
            let values = ParallelFor.map(rows.count) { place in
                let distances = known.squaredDistances(to: points.row(place), squaredLengths: lengths)
                let nearest = topPositions(min(max(1, neighbourCount), distances.count), of: distances.map { -$0 })
                let sum = nearest.reduce(0.0) { sum, neighbour in
                    sum + divergence(pool, of: pool.labelled[neighbour], from: rows[place])
                }
                return Float(sum / Double(nearest.count))
            }
            for (row, value) in zip(rows, values) { scores[row] = value }
        }
        return Selection(scores: scores)
    }

    private func divergence(_ pool: QueryPool, of neighbour: Int, from row: Int) -> Double {
        zip(pool.probabilities.row(neighbour), pool.probabilities.row(row)).reduce(0) { sum, pair in
            let (p, q) = (max(Double(pair.0), 1e-7), max(Double(pair.1), 1e-7))
            var part = p * log(p / q)
            if pool.isMultilabel {
                let (p, q) = (max(1 - Double(pair.0), 1e-7), max(1 - Double(pair.1), 1e-7))
                part += p * log(p / q)
            }
            return sum + part
        }
    }
}
