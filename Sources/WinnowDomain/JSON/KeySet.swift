/// The keys of an object while it grows: few are compared one by one, many are hashed.
struct KeySet {
    private static let mostCompared = 16

    private var keys: Set<ExactText> = []

    /// False for a key that one of the members has.
    ///
    /// - Parameter members: All members so far.
    mutating func insert(_ key: String, after members: [JSON.Member]) -> Bool {
        if members.count < KeySet.mostCompared { return !members.contains { $0.key.isExactly(key) } }
        if keys.isEmpty { keys = Set(members.map { ExactText($0.key) }) }
        return keys.insert(ExactText(key)).inserted
    }
}
