internal import WinnowNumerics

/// Cities for cities, countries for countries.
enum PlaceSwap {
    private static let cities = [
        "London", "Paris", "Berlin", "Madrid", "Rome", "Vienna", "Prague", "Warsaw", "Dublin", "Lisbon", "Athens",
        "Oslo",
        "Chicago", "Boston", "Seattle", "Denver", "Houston", "Atlanta", "Detroit", "Philadelphia", "New York",
        "Los Angeles",
        "San Francisco", "Las Vegas", "Toronto", "Montreal", "Sydney", "Melbourne", "Tokyo", "Osaka", "Beijing",
        "Shanghai",
        "Hong Kong", "Mumbai", "Delhi", "Cairo", "Nairobi", "Lagos", "Istanbul", "Moscow", "Buenos Aires", "Lima",
    ]

    private static let countries = [
        "England", "France", "Germany", "Spain", "Italy", "Austria", "Poland", "Ireland", "Portugal", "Greece",
        "Norway",
        "Sweden", "Denmark", "Finland", "Canada", "Mexico", "Brazil", "Argentina", "Australia", "Japan", "China",
        "India",
        "Egypt", "Kenya", "Nigeria", "Russia", "Scotland", "Belgium", "Switzerland", "Hungary", "Vietnam", "Thailand",
    ]

    private static let table: PhraseTable<Bool> = {
        var table = PhraseTable<Bool>()
        for city in cities { table[TokenizedText(city).keys] = true }
        for country in countries { table[TokenizedText(country).keys] = false }
        return table
    }()

    static func substitutions(in text: TokenizedText, using generator: inout SeededGenerator) -> [Substitution] {
        let matches = table.matches(in: text.tokens.map { PossessiveWord($0).key })
            .filter { Casing(of: text.tokens[$0.tokens.lowerBound].text) != .small }
        func name(_ range: Range<Int>) -> String {
            range.map { PossessiveWord(text.tokens[$0]).key }.joined(separator: " ")
        }
        let present = Set(matches.map { name($0.tokens) })
        var free = [true: cities, false: countries].mapValues { names in
            names.filter { !present.contains($0.lowercased()) }
        }
        var chosen: [String: String] = [:]
        return matches.compactMap { match in
            let name = name(match.tokens)
            if chosen[name] == nil, let count = free[match.value]?.count, count > 0 {
                chosen[name] = free[match.value]?.remove(at: Int.random(in: 0..<count, using: &generator))
            }
            let ending = PossessiveWord(text.tokens[match.tokens.upperBound - 1]).ending
            return chosen[name].map { new in
                let written = Casing(of: text.text(of: match.tokens)) == .capitals ? new.uppercased() : new
                return Substitution(tokens: match.tokens, text: written + ending)
            }
        }
    }
}
