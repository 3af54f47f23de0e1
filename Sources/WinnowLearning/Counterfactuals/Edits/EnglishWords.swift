/// English words that say how much and whether: one list for what edits are told by and for what generators turn.
enum EnglishWords {
    private static let negations: Set<String> = [
        "not", "no", "never", "nothing", "nobody", "none", "nowhere", "neither", "nor", "cannot", "without", "hardly",
    ]

    private static let quantifiers: Set<String> = [
        "all", "some", "many", "few", "most", "every", "each", "any", "several", "much", "little", "lot", "lots",
        "more",
        "less", "least", "both", "half", "enough", "only", "couple", "entire", "whole", "various", "plenty",
    ]

    private static let numbers: Set<String> = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "twenty",
        "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion",
    ]

    static func isNegation(_ key: String) -> Bool { negations.contains(key) || key.hasSuffix("n't") }

    static func isQuantifier(_ key: String) -> Bool { quantifiers.contains(key) }

    static func isNumber(_ key: String) -> Bool {
        numbers.contains(key) || key.unicodeScalars.first?.properties.generalCategory == .decimalNumber
    }
}
