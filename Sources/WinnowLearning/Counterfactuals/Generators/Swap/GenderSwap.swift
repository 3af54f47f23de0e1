/// Gendered words for their counterparts, all in one pass.
enum GenderSwap {
    static func substitutions(in text: TokenizedText) -> [Substitution] {
        text.tokens.indices.compactMap { place in
            guard let counterpart = counterpart(of: place, in: text) else { return nil }
            let range = place..<place + 1
            return Substitution(tokens: range, text: text.inCase(of: range, counterpart))
        }
    }

    private static func counterpart(of place: Int, in text: TokenizedText) -> String? {
        let token = text.tokens[place]
        switch token.key {
        // Two words of one gender may be one of the other, and only what follows tells which.
        case "her": return isBeforeNoun(place, in: text) ? "his" : "him"
        case "his": return isBeforeNoun(place, in: text) ? "her" : "hers"
        // It is a verb as well.
        case "miss": return isTitle(place, in: text) ? "mr" : nil
        default: break
        }
        if let counterpart = GenderWords.counterparts[token.key] { return counterpart }
        let word = PossessiveWord(token)
        return word.ending.isEmpty ? nil : GenderWords.counterparts[word.key].map { $0 + word.ending }
    }

    /// Whether a word stands before a name, both with a capital: `Miss Emily`, but not `Miss it` and not `MISS IT`.
    private static func isTitle(_ place: Int, in text: TokenizedText) -> Bool {
        guard Casing(of: text.tokens[place].text) == .capitalized, place + 1 < text.tokens.count,
            text.gap(before: place + 1).allSatisfy(\.isWhitespace)
        else { return false }
        let next = text.tokens[place + 1]
        return next.isWord && Casing(of: next.text) != .small && !Casing.isPronoun(next.text)
    }

    /// Whether a word that can be named as somebody's follows, with nothing in between.
    private static func isBeforeNoun(_ place: Int, in text: TokenizedText) -> Bool {
        guard place + 1 < text.tokens.count else { return false }
        let next = text.tokens[place + 1]
        return next.isWord && !GenderWords.notNamed.contains(next.key)
    }
}
