/// Finds known phrases in a text.
struct PhraseTable<Value: Sendable>: Sendable {
    private(set) var values: [String: Value] = [:]
    private var longest = 0

    /// What is known of a phrase.
    ///
    /// - Parameter keys: Of its tokens, one at least.
    subscript(keys: some Collection<String>) -> Value? {
        get { values[keys.joined(separator: " ")] }
        set {
            values[keys.joined(separator: " ")] = newValue
            longest = max(longest, keys.count)
        }
    }

    /// Phrases from left to right, the longest first where several begin; they do not overlap.
    ///
    /// - Complexity: O(n · longest phrase).
    func matches(in keys: [String]) -> [(tokens: Range<Int>, value: Value)] {
        var matches: [(tokens: Range<Int>, value: Value)] = []
        var place = 0
        while place < keys.count {
            if let match = longestMatch(in: keys, from: place) {
                matches.append(match)
                place = match.tokens.upperBound
            } else {
                place += 1
            }
        }
        return matches
    }

    /// Every phrase wherever it is, overlapping others or not.
    func allMatches(in keys: [String]) -> [(tokens: Range<Int>, value: Value)] {
        keys.indices.flatMap { place in
            (1..<max(longest, 0) + 1).compactMap { count in match(in: keys, place..<place + count) }
        }
    }

    private func longestMatch(in keys: [String], from place: Int) -> (tokens: Range<Int>, value: Value)? {
        for count in stride(from: longest, through: 1, by: -1) {
            if let match = match(in: keys, place..<place + count) { return match }
        }
        return nil
    }

    private func match(in keys: [String], _ range: Range<Int>) -> (tokens: Range<Int>, value: Value)? {
        guard range.upperBound <= keys.count else { return nil }
        return self[keys[range]].map { (range, $0) }
    }
}
