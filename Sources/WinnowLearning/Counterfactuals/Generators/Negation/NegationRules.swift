/// Where an English text can be negated, or a negation taken back.
///
/// - Source: The rules of CheckList (Ribeiro et al. 2020), which work on parse trees, as the reference research of this
///   project lists them: `not` after be, have, do and modals, do-support, a table of contractions, `no` → `a`. Without a
///   parse, scope errors are common: what comes out is a draft.
enum NegationRules {
    /// What was done.
    enum Family: String, Sendable {
        case inserted
        case removed
        case swapped
    }

    /// A place and what takes it.
    struct Match: Sendable {
        let substitution: Substitution
        let family: Family
    }

    /// All places, by their first token; they may overlap.
    static func matches(in text: TokenizedText) -> [Match] {
        let keys = text.keys
        return keys.indices.compactMap { place in
            removal(keys, place) ?? swap(keys, place) ?? insertion(keys, place) ?? support(keys, place)
        }.map { match in
            // In the case of what it takes the place of.
            let written = text.inCase(of: match.tokens, match.text)
            return Match(substitution: Substitution(tokens: match.tokens, text: written), family: match.family)
        }
    }

    private typealias Found = (tokens: Range<Int>, text: String, family: Family)

    /// `isn't` → `is`, `is not` → `is`.
    private static func removal(_ keys: [String], _ place: Int) -> Found? {
        let key = keys[place]
        if let plain = NegationWords.plain[key] { return (place..<place + 1, plain, .removed) }
        if NegationWords.negated[key] != nil || key == "am" || key.hasSuffix("'m"), keys.at(place + 1) == "not" {
            return (place..<place + 2, key == "i'm" ? "I'm" : key, .removed)
        }
        return nil
    }

    /// `never` → `always`, `no` → `a`.
    private static func swap(_ keys: [String], _ place: Int) -> Found? {
        // `no,` and `no.` are answers, `never mind` is none of it.
        if keys[place] == "no" {
            guard let next = keys.at(place + 1), next.first?.isLetter == true, next != "one", next != "longer" else {
                return nil
            }
            let isPlural = next.hasSuffix("s") && !next.hasSuffix("ss")
            let article = "aeiou".contains(next.prefix(1)) ? "an" : "a"
            return (place..<place + 1, isPlural ? "some" : article, .swapped)
        }
        return NegationWords.swapped[keys[place]].map { (place..<place + 1, $0, .swapped) }
    }

    /// `is` → `isn't`, `I'm` → `I'm not`, `it's` → `it isn't`.
    private static func insertion(_ keys: [String], _ place: Int) -> Found? {
        let key = keys[place]
        guard !NegationWords.hasNegation(keys.at(place + 1)) else { return nil }
        if key == "am" { return (place..<place + 1, "am not", .inserted) }
        if key == "i'm" { return (place..<place + 1, "I'm not", .inserted) }
        for (ending, negated) in NegationWords.endings where key.hasSuffix(ending) {
            let subject = key.dropLast(ending.count)
            // Of another word it is a genitive: `the film's end`.
            guard NegationWords.subjects.contains(String(subject)) else { return nil }
            return (place..<place + 1, "\(subject) \(negated)", .inserted)
        }
        guard let negated = NegationWords.negated[key] else { return nil }
        if NegationWords.isMainVerbToo(key) {
            // `I have seen` can take `not`, `I have a dog` cannot; `I do` neither.
            guard key.hasPrefix("ha"), let next = keys.at(place + 1), NegationWords.isParticiple(next) else {
                return nil
            }
        }
        return (place..<place + 1, negated, .inserted)
    }

    /// `I like` → `I do not like`.
    private static func support(_ keys: [String], _ place: Int) -> Found? {
        guard place > 0, NegationWords.subjects.contains(keys[place - 1]),
            let text = NegationWords.supported[keys[place]]
        else { return nil }
        return (place..<place + 1, text, .inserted)
    }
}

extension [String] {
    /// The element there, if there is one.
    fileprivate func at(_ place: Int) -> String? {
        indices.contains(place) ? self[place] : nil
    }
}
