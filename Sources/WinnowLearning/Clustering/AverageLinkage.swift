internal import WinnowNumerics

/// Agglomerative clusters: the two whose points are nearest on average become one, until few enough are left.
///
/// - Source: Sokal and Michener 1958 (average linkage); distances are updated by Lance and Williams 1967.
enum AverageLinkage {
    /// - Parameters:
    ///   - points: n rows.
    ///   - count: Clusters wanted, at least 1.
    /// - Returns: The members of each cluster, ascending; clusters by their first member.
    /// - Complexity: O(n³) time, O(n²) memory.
    static func clusters(of points: WideMatrix, count: Int) -> [[Int]] {
        precondition(count > 0, "\(count) clusters")
        let n = points.rowCount
        let lengths = points.squaredLengths()
        var distances = ParallelFor.map(n) { row in
            points.squaredDistances(to: points.row(row), squaredLengths: lengths).map { $0.squareRoot() }
        }
        var members = (0..<n).map { [$0] }
        var alive = Array(0..<n)
        while alive.count > count {
            var (best, first, second) = (Float.infinity, alive[0], alive[1])
            for (place, one) in alive.enumerated() {
                for other in alive[(place + 1)...] where distances[one][other] < best {
                    (best, first, second) = (distances[one][other], one, other)
                }
            }
            let (a, b) = (Float(members[first].count), Float(members[second].count))
            for other in alive where other != first && other != second {
                let mean = (a * distances[first][other] + b * distances[second][other]) / (a + b)
                distances[first][other] = mean
                distances[other][first] = mean
            }
            members[first] += members[second]
            alive.removeAll { $0 == second }
        }
        return alive.map { members[$0].sorted() }
    }
}
