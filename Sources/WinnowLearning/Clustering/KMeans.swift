public import WinnowNumerics

/// Weighted k-means by Lloyd's iterations from a k-means++ start.
///
/// - Source: Lloyd 1982; Arthur and Vassilvitskii 2007 (the start); weights as in Zhdanov 2019, section 3.
public struct KMeans: Sendable, Hashable {
    /// k.
    public var clusterCount: Int
    /// Iterations at most.
    public var iterationLimit: Int

    /// - Parameter clusterCount: Above 0.
    public init(clusterCount: Int, iterationLimit: Int = 8) {
        precondition(clusterCount > 0, "\(clusterCount) clusters")
        self.clusterCount = clusterCount
        self.iterationLimit = iterationLimit
    }

    /// Where the centres came to lie, and what is near them.
    public struct Clusters: Sendable, Equatable {
        /// `(k, d)`, k at most the points that differ.
        public let centres: WideMatrix
        /// For each point the nearest centre, and how far it is.
        public let nearest: WideMatrix.Nearest

        /// For each centre in turn the nearest of the points that is not taken yet, the first of equally near ones.
        ///
        /// - Parameters:
        ///   - points: Those that were clustered, or others of the same space.
        ///   - squaredLengths: Of these points.
        public func medoids(among points: WideMatrix, squaredLengths: [Float]) -> [Int] {
            var taken: [Int] = []
            var isFree = [Bool](repeating: true, count: points.rowCount)
            for centre in 0..<centres.rowCount {
                let distances = points.squaredDistances(to: centres.row(centre), squaredLengths: squaredLengths)
                let free = distances.indices.lazy.filter { isFree[$0] }
                guard let place = free.min(by: { distances[$0] < distances[$1] }) else { break }
                isFree[place] = false
                taken.append(place)
            }
            return taken
        }
    }

    /// Clusters n points.
    ///
    /// - Parameters:
    ///   - points: n at least 1.
    ///   - weights: At least 0, by point; nil for all alike.
    /// - Complexity: O(n·k·d) an iteration; the same bits for any thread count.
    public func fit(_ points: WideMatrix, weights: [Double]? = nil, seed: UInt64) -> Clusters {
        precondition(points.rowCount > 0, "no points")
        let weights = weights ?? [Double](repeating: 1, count: points.rowCount)
        precondition(weights.count == points.rowCount, "\(weights.count) weights of \(points.rowCount) points")
        let lengths = points.squaredLengths()
        var centres = start(points, weights, lengths, seed: seed)
        var nearest = points.nearest(to: centres, squaredLengths: lengths)
        for _ in 0..<iterationLimit {
            let moved = means(points, weights, nearest.centres, centres)
            if moved == centres { break }
            centres = moved
            let next = points.nearest(to: centres, squaredLengths: lengths)
            let isSettled = next.centres == nearest.centres
            nearest = next
            if isSettled { break }
        }
        return Clusters(centres: centres, nearest: nearest)
    }

    /// Points drawn one by one: the first by weight, each next by weight times the square of the distance to those before.
    private func start(_ points: WideMatrix, _ weights: [Double], _ lengths: [Float], seed: UInt64) -> WideMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "k-means++")
        var distances = [Float](repeating: .infinity, count: points.rowCount)
        var chosen: [Int] = []
        while chosen.count < min(clusterCount, points.rowCount) {
            let shares = weights.indices.map { weights[$0] * (chosen.isEmpty ? 1 : Double(distances[$0])) }
            guard let next = generator.index(byWeights: shares) else { break }
            chosen.append(next)
            let last = points.squaredDistances(to: points.row(next), squaredLengths: lengths)
            for row in distances.indices { distances[row] = min(distances[row], last[row]) }
            // Rounding must not leave a chosen point eligible.
            distances[next] = 0
        }
        return points.selecting(rows: chosen.isEmpty ? [0] : chosen)
    }

    /// The weighted mean of each cluster; one without weight stays where it is.
    private func means(
        _ points: WideMatrix,
        _ weights: [Double],
        _ assignment: [Int],
        _ centres: WideMatrix
    ) -> WideMatrix {
        var members = [[Int]](repeating: [], count: centres.rowCount)
        for (row, centre) in assignment.enumerated() { members[centre].append(row) }
        let means = ParallelFor.map(centres.rowCount) { centre -> [Float]? in
            let total = members[centre].reduce(0.0) { $0 + weights[$1] }
            guard total > 0 else { return nil }
            var sums = [Double](repeating: 0, count: points.columnCount)
            for row in members[centre] {
                for column in sums.indices { sums[column] += weights[row] * Double(points[row, column]) }
            }
            return sums.map { Float($0 / total) }
        }
        var moved = centres
        for (centre, mean) in means.enumerated() {
            guard let mean else { continue }
            for (column, value) in mean.enumerated() { moved[centre, column] = value }
        }
        return moved
    }
}

extension SeededGenerator {
    /// A position drawn with a probability in proportion to its weight; nil when all weights are 0.
    package mutating func index(byWeights weights: [Double]) -> Int? {
        let total = weights.reduce(0, +)
        guard total > 0, total.isFinite else { return nil }
        var left = uniform() * total
        var last: Int?
        for (index, weight) in weights.enumerated() where weight > 0 {
            last = index
            left -= weight
            if left < 0 { break }
        }
        return last
    }
}
