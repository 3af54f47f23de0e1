internal import WinnowNumerics

/// Every row alike: the baseline that a strategy has to beat.
public struct RandomChoice: QueryStrategy, Hashable {
    /// There is nothing to set.
    public init() {}

    /// No row leads; scores are uniform in 0..<1, by the pool's seed.
    public func select(from pool: QueryPool) -> Selection {
        let scores = RandomChoice.scores(pool.rowCount, seed: pool.seed)
        return Selection(scores: scores)
    }

    /// Uniform in 0..<1, a score a row.
    public static func scores(_ count: Int, seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed, purpose: "random query")
        return (0..<count).map { _ in Float(generator.next() >> 40) * 0x1p-24 }
    }
}
