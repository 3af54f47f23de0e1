internal import WinnowNumerics

/// Parts of the texts for validation: whole groups, labels spread over the parts as evenly as groups allow.
enum TuningFolds {
    /// The part of each text, 0 to `count` - 1; some parts may be empty where there are fewer groups.
    ///
    /// Groups go one by one, in random order, those of the rarest label first, to the part that has the fewest texts of
    /// the group's first label, of these to the smallest.
    static func parts(of set: TuningSet, count: Int, seed: UInt64) -> [Int] {
        var members: [Int: [Int]] = [:]
        for (text, group) in set.groups.enumerated() { members[group, default: []].append(text) }
        var sizes = [Int](repeating: 0, count: set.labelCount)
        for label in set.labels { sizes[label] += 1 }
        var generator = SeededGenerator(seed: seed, purpose: "folds")
        let shuffled = members.values.sorted { $0[0] < $1[0] }.shuffled(using: &generator)
        let order = shuffled.enumerated().sorted {
            let labels = (set.labels[$0.element[0]], set.labels[$1.element[0]])
            let keys = ((sizes[labels.0], labels.0, $0.offset), (sizes[labels.1], labels.1, $1.offset))
            return keys.0 < keys.1
        }
        var parts = [Int](repeating: 0, count: set.count)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: set.labelCount), count: count)
        var totals = [Int](repeating: 0, count: count)
        for (_, texts) in order {
            let label = set.labels[texts[0]]
            let keys = (0..<count).map { (counts[$0][label], totals[$0], $0) }
            let part = keys.min { $0 < $1 }?.2 ?? 0
            for text in texts {
                parts[text] = part
                counts[part][set.labels[text]] += 1
            }
            totals[part] += texts.count
        }
        return parts
    }
}
