/// Syllables of Hangul are composed and decomposed by arithmetic: Unicode Standard, section 3.12.
enum Hangul {
    private static let syllables: UInt32 = 0xac00
    private static let leads: UInt32 = 0x1100
    private static let vowels: UInt32 = 0x1161
    /// One before the first trailing consonant.
    private static let tails: UInt32 = 0x11a7
    private static let leadCount: UInt32 = 19
    private static let vowelCount: UInt32 = 21
    private static let tailCount: UInt32 = 28

    static func isSyllable(_ scalar: UInt32) -> Bool {
        scalar >= syllables && scalar < syllables + leadCount * vowelCount * tailCount
    }

    static func append(syllable: UInt32, to scalars: inout [UInt32]) {
        let index = syllable - syllables
        scalars.append(leads + index / (vowelCount * tailCount))
        scalars.append(vowels + index % (vowelCount * tailCount) / tailCount)
        if index % tailCount != 0 { scalars.append(tails + index % tailCount) }
    }

    /// The syllable of two scalars in a row; nil when they are none.
    static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if first >= leads, first < leads + leadCount, second >= vowels, second < vowels + vowelCount {
            return syllables + ((first - leads) * vowelCount + second - vowels) * tailCount
        }
        guard isSyllable(first), (first - syllables) % tailCount == 0 else { return nil }
        guard second > tails, second < tails + tailCount else { return nil }
        return first + second - tails
    }
}
