internal import WinnowNumerics

/// Rows like examples that somebody gave: a start for labels that are too rare for chance to find.
///
/// Examples take turns, each with the row most like it that no other took.
///
/// - Source: Attenberg and Provost 2010 (guided learning: people search where the pool is skewed). Taking turns is ours.
public struct ExampleSearch: Sendable {
    private let examples: LinearModel

    /// - Parameter examples: e rows of the pool's features.
    public init(_ examples: FeatureRows) {
        let count = examples.rowCount
        let head = OutputHead.oneAgainstRest(labelCount: count)
        var table: [UInt32: [Float]] = [:]
        func set(_ column: UInt32, _ example: Int, _ value: Float) {
            table[column, default: [Float](repeating: 0, count: head.stride)][example] = value
        }
        for example in 0..<count {
            if let sparse = examples.sparse {
                for entry in sparse.entries(of: example) { set(sparse.columns[entry], example, sparse.values[entry]) }
            }
            let first = UInt32(examples.sparseColumnCount)
            for (column, value) in (examples.dense?.row(example) ?? []).enumerated() {
                set(first + UInt32(column), example, value)
            }
        }
        let columns = table.keys.sorted()
        self.examples = LinearModel(
            head: head,
            labelCount: count,
            seenLabels: Array(0..<count),
            featureCount: examples.columnCount,
            columns: columns,
            weights: columns.flatMap { table[$0] ?? [] },
            bias: [Float](repeating: 0, count: count)
        )
    }

    /// Chooses from a pool.
    ///
    /// - Parameters:
    ///   - open: Rows that may be chosen.
    ///   - count: Rows wanted.
    /// - Throws: `LearningError.wrongFeatureCount`.
    /// - Returns: Scores are the inner product with the nearest example.
    public func select(_ count: Int, from pool: PoolFeatures, open: [Int]) throws(LearningError) -> Selection {
        let products = try examples.logits(of: pool)
        let scores = (0..<products.rowCount).map { products.row($0).max() ?? 0 }
        let wanted = min(count, open.count)
        let lists = (0..<products.columnCount).map { example in
            topPositions(wanted, of: open.map { products[$0, example] }).map { open[$0] }
        }
        var leading: [Int] = []
        var taken = Set<Int>()
        var places = lists.map { _ in 0 }
        while leading.count < wanted {
            for (example, list) in lists.enumerated() where leading.count < wanted {
                while places[example] < list.count, taken.contains(list[places[example]]) { places[example] += 1 }
                guard places[example] < list.count else { continue }
                taken.insert(list[places[example]])
                leading.append(list[places[example]])
            }
            if zip(places, lists).allSatisfy({ $0 >= $1.count }) { break }
        }
        return Selection(scores: scores, leading: leading)
    }
}
