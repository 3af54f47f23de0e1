internal import WinnowNumerics

/// Slips of the keyboard in a few long words, never in their first or last letter.
enum TypoSwap {
    private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]

    private static let neighbours: [Character: [Character]] = {
        var neighbours: [Character: [Character]] = [:]
        for row in rows.map(Array.init) {
            for (left, right) in zip(row, row.dropFirst()) {
                neighbours[left, default: []].append(right)
                neighbours[right, default: []].append(left)
            }
        }
        return neighbours
    }()

    static func substitutions(in text: TokenizedText, using generator: inout SeededGenerator) -> [Substitution] {
        let words = text.tokens.indices.filter { place in
            let key = text.tokens[place].key
            return key.utf8.count >= 5 && key.utf8.allSatisfy { (0x61...0x7a).contains($0) }
        }
        // One in fifty words, as people mistype them, and one at least.
        let count = min(words.count, max(1, text.tokens.count / 50))
        return generator.sample(count, from: words.count).map { words[$0] }.sorted().map { place in
            var letters = Array(text.tokens[place].text)
            slip(&letters, using: &generator)
            return Substitution(tokens: place..<place + 1, text: String(letters))
        }
    }

    private static func slip(_ letters: inout [Character], using generator: inout SeededGenerator) {
        guard letters.count > 3 else { return }
        let place = Int.random(in: 1..<letters.count - 2, using: &generator)
        if Bool.random(using: &generator), letters[place] != letters[place + 1] {
            letters.swapAt(place, place + 1)
            return
        }
        let letter = letters[place]
        guard let small = letter.lowercased().first,
            let new = neighbours[small]?.randomElement(using: &generator)
        else { return }
        letters[place] = letter.isUppercase ? new.uppercased().first ?? new : new
    }
}
