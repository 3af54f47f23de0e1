internal import WinnowNumerics

/// First names for others of the same gender, whatever group they come from.
enum NameSwap {
    /// Common names by group, women's then men's: single tokens (`Soo-jin` would be three), and hardly any of them an English
    /// word as well.
    private static let groups: [(women: [String], men: [String])] = [
        (
            ["Emily", "Sarah", "Jessica", "Laura", "Karen", "Susan", "Megan", "Hannah"],
            ["James", "Michael", "David", "Thomas", "Andrew", "Daniel", "Matthew", "Kevin"]
        ),
        (
            ["Maria", "Carmen", "Lucia", "Elena", "Rosa", "Isabel", "Camila", "Valeria"],
            ["Carlos", "Miguel", "Diego", "Javier", "Luis", "Pedro", "Alejandro", "Rafael"]
        ),
        (
            ["Latoya", "Keisha", "Monique", "Aaliyah", "Imani", "Shanice", "Tamika", "Nia"],
            ["Jamal", "Darnell", "DeShawn", "Tyrone", "Malik", "Terrell", "Jermaine", "Andre"]
        ),
        (
            ["Fatima", "Aisha", "Layla", "Zainab", "Yasmin", "Noor", "Leila", "Salma"],
            ["Mohammed", "Ahmed", "Omar", "Yusuf", "Hassan", "Ibrahim", "Karim", "Tariq"]
        ),
        (
            ["Priya", "Anjali", "Deepa", "Kavita", "Lakshmi", "Meera", "Sunita", "Pooja"],
            ["Rahul", "Arjun", "Vikram", "Sanjay", "Rajesh", "Amit", "Suresh", "Anil"]
        ),
        (
            ["Yuki", "Sakura", "Mei", "Ling", "Jiwoo", "Hana", "Akiko", "Xiu"],
            ["Hiroshi", "Kenji", "Takeshi", "Wei", "Jun", "Minho", "Haruto", "Zhang"]
        ),
        (
            ["Olga", "Svetlana", "Katarzyna", "Irina", "Agnieszka", "Natasha", "Ludmila", "Magda"],
            ["Dmitri", "Ivan", "Piotr", "Vladimir", "Sergei", "Pavel", "Andrzej", "Boris"]
        ),
    ]

    private static let women = groups.flatMap(\.women)
    private static let men = groups.flatMap(\.men)
    private static let kinds: [String: Bool] = Dictionary(
        women.map { ($0.lowercased(), true) } + men.map { ($0.lowercased(), false) },
        uniquingKeysWith: { first, _ in first }
    )

    static func substitutions(in text: TokenizedText, using generator: inout SeededGenerator) -> [Substitution] {
        var chosen: [String: String] = [:]
        let words = text.tokens.map(PossessiveWord.init)
        let present = Set(words.map(\.key).filter { kinds[$0] != nil })
        var free = [true: women, false: men].mapValues { names in
            names.filter { !present.contains($0.lowercased()) }
        }
        return words.indices.compactMap { place in
            let word = words[place]
            guard let isWoman = kinds[word.key], Casing(of: word.base) != .small, !text.isFullName(place) else {
                return nil
            }
            if chosen[word.key] == nil, let count = free[isWoman]?.count, count > 0 {
                chosen[word.key] = free[isWoman]?.remove(at: Int.random(in: 0..<count, using: &generator))
            }
            return chosen[word.key].map { name in
                let written = Casing(of: word.base) == .capitals ? name.uppercased() : name
                return Substitution(tokens: place..<place + 1, text: written + word.ending)
            }
        }
    }
}

extension TokenizedText {
    /// Whether a surname follows: who is meant is then somebody in particular.
    fileprivate func isFullName(_ place: Int) -> Bool {
        guard place + 1 < tokens.count, gap(before: place + 1) == " " else { return false }
        return Casing(of: tokens[place + 1].text) != .small && tokens[place + 1].key != "i"
    }
}

/// A word without the `'s` that it may end in.
struct PossessiveWord {
    let base: Substring
    let ending: Substring
    /// Of the base, in folded case.
    let key: String

    init(_ token: TokenizedText.Token) {
        let hasEnding = token.key.hasSuffix("'s") && token.text.count > 2
        base = hasEnding ? token.text.dropLast(2) : token.text
        ending = hasEnding ? token.text.suffix(2) : ""
        key = hasEnding ? String(token.key.dropLast(2)) : token.key
    }
}
