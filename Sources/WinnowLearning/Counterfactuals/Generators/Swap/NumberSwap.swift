internal import WinnowNumerics

/// Numbers for near ones with as many digits: their last digit is another.
///
/// Ratings and shares (`8/10`, `3 stars`, `2 out of 5`, `90%`) carry labels and stay, and so do 0 and 1, which have
/// meanings of their own.
enum NumberSwap {
    static func substitutions(in text: TokenizedText, using generator: inout SeededGenerator) -> [Substitution] {
        var chosen: [String: String] = [:]
        return text.tokens.indices.compactMap { place in
            let key = text.tokens[place].key
            guard isPlainNumber(key), !isRating(place, in: text) else { return nil }
            if chosen[key] == nil { chosen[key] = neighbour(of: key, using: &generator) }
            return chosen[key].map { Substitution(tokens: place..<place + 1, text: $0) }
        }
    }

    private static func isPlainNumber(_ key: String) -> Bool {
        let bytes = Array(key.utf8)
        guard bytes.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2e || $0 == 0x2c }) else { return false }
        return bytes.count > 1 || (bytes.first.map { $0 >= 0x32 } ?? false)
    }

    private static func isRating(_ place: Int, in text: TokenizedText) -> Bool {
        func key(_ place: Int) -> String { text.tokens.indices.contains(place) ? text.tokens[place].key : "" }
        let signs: Set = ["/", "%", "*", "★", "out", "percent"]
        return signs.contains(key(place + 1)) || signs.contains(key(place - 1)) || key(place + 1).hasPrefix("star")
            || key(place + 1) == "-" && key(place + 2).hasPrefix("star")
            || key(place - 1) == "of" && key(place - 2) == "out"
    }

    private static func neighbour(of key: String, using generator: inout SeededGenerator) -> String? {
        guard let digit = key.last?.wholeNumberValue else { return nil }
        let lowest = key.utf8.count == 1 ? 2 : 0
        let near = (lowest...9).filter { $0 != digit && abs($0 - digit) <= 3 }
        return near.randomElement(using: &generator).map { key.dropLast() + String($0) }
    }
}
