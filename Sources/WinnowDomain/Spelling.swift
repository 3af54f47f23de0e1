/// What a word was probably meant to be.
package enum Spelling {
    /// The closest of some words, when it is close: a third of its letters may differ, and at least one.
    package static func suggestion(for word: String, among words: [String]) -> String? {
        guard word.unicodeScalars.count <= 64 else { return nil }
        let words = words.prefix(100).filter { $0.unicodeScalars.count <= 64 }
        let folded = fold(word)
        if let versioned = words.first(where: { fold($0) == folded || fold($0) == folded + ".v1" }) { return versioned }
        let ranked = words.map { (word: $0, distance: distance(folded, fold($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        let allowed = max(1, max(folded.count, best.word.count) / 3)
        return best.distance <= allowed ? best.word : nil
    }

    private static func fold(_ word: String) -> String {
        word.lowercased().replacing("-", with: "_")
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    ///
    /// - Source: Damerau 1964, Wagner and Fischer 1974; in the restricted form, where no letter is edited twice.
    package static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (scalar == other ? 0 : 1)
                var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0 && column > 0 && scalar == right[column - 1] && left[row - 1] == other {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous.last ?? 0
    }
}
