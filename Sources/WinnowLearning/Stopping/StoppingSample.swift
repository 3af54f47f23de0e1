internal import WinnowNumerics

/// The rows of a pool that stopping criteria look at: the same ones after every training.
public enum StoppingSample {
    /// Rows looked at, at most: a share of 2 % of so many has a standard error of 0.3 points.
    public static let limit = 2000

    /// The rows whose keys have the smallest hashes.
    ///
    /// A sample without an order of arrival: when the pool grows, a new item takes the place of another one only where
    /// its hash is smaller, so that the samples of two pools share all that both could have chosen.
    ///
    /// - Parameters:
    ///   - keys: One a row of the pool, labelled or not, all different, for ever the same for an item.
    ///   - seed: Another seed is another sample.
    ///   - limit: Rows wanted, at least 0; all when there are fewer.
    /// - Returns: Rows, ascending.
    /// - Complexity: O(n log n).
    /// - Source: Bottom-k sampling, Cohen and Kaplan 2007. Bloodgood and Vijay-Shanker 2009 draw their stop set once
    ///   from a pool that does not grow.
    public static func rows(keys: [Int64], seed: UInt64, limit: Int = limit) -> [Int] {
        precondition(limit >= 0, "\(limit) rows")
        let hashes = keys.map { hash($0, seed: seed) }
        let order = keys.indices.sorted { hashes[$0] == hashes[$1] ? keys[$0] < keys[$1] : hashes[$0] < hashes[$1] }
        return order.prefix(limit).sorted()
    }

    private static func hash(_ key: Int64, seed: UInt64) -> UInt64 {
        var mixer = SplitMix(state: seed)
        mixer.state = mixer.next() ^ UInt64(bitPattern: key)
        return mixer.next()
    }
}
