private import Foundation
internal import WinnowNumerics

/// Uncertain rows whose predictions are unlike each other, drawn one by one; no features are looked at.
///
/// A row's relevance is its uncertainty (`1 − (p₁ − p₂)`) and its distance, in the space of probabilities, from all that is
/// chosen; rows are drawn with a probability in proportion to its power γ.
///
/// - Source: Gilhuber et al. 2024 (Falcun, equations 1 to 6). Deviation: none; γ is 10 in the paper and 1 in
///   scikit-activeml.
/// - Complexity: O(n·k) for each row of the batch.
public struct Falcun: QueryStrategy, Hashable {
    /// γ, at least 0.
    public var sharpness: Float

    /// - Parameter sharpness: Finite, at least 0.
    public init(sharpness: Float = 10) {
        precondition(sharpness >= 0 && sharpness.isFinite, "sharpness \(sharpness)")
        self.sharpness = sharpness
    }

    /// Leads with the drawn rows and their probabilities; scores are `Uncertainty.margin`.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let scores = try Uncertainty.margin.scores(pool.probabilities, isMultilabel: pool.isMultilabel)
        var generator = SeededGenerator(seed: pool.seed, purpose: "falcun")
        var distances = pool.open.map { scores[$0] }
        var isFree = [Bool](repeating: true, count: distances.count)
        var (leading, probabilities): ([Int], [Double]) = ([], [])
        while leading.count < pool.wantedCount {
            var weights = pool.open.indices.map { place in
                isFree[place] ? Double(power(scores[pool.open[place]] + distances[place])) : 0
            }
            if !weights.contains(where: { $0 > 0 }) { weights = isFree.map { $0 ? 1 : 0 } }
            guard let next = generator.index(byWeights: weights) else { break }
            isFree[next] = false
            leading.append(pool.open[next])
            probabilities.append(weights[next] / weights.reduce(0, +))
            move(&distances, to: pool.open[next], pool)
        }
        return Selection(scores: scores, leading: leading, probabilities: probabilities)
    }

    private func power(_ value: Float) -> Float {
        sharpness == 1 ? value : pow(value, sharpness)
    }

    /// The distances with a row that was chosen, scaled to 0…1.
    private func move(_ distances: inout [Float], to chosen: Int, _ pool: QueryPool) {
        let target = pool.probabilities.row(chosen)
        for (place, row) in pool.open.enumerated() {
            let values = pool.probabilities.row(row)
            var sum: Float = 0
            for label in 0..<pool.labelCount {
                sum += abs(values[values.startIndex + label] - target[target.startIndex + label])
            }
            distances[place] = min(distances[place], sum)
        }
        guard let least = distances.min(), let most = distances.max() else { return }
        for place in distances.indices {
            distances[place] = most > least ? (distances[place] - least) / (most - least) : 0
        }
    }
}
