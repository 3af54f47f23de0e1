/// The writing systems of a text, by its letters.
struct WritingSystems {
    /// Those that are told apart; what belongs to none is not looked at.
    enum System: String, CaseIterable {
        case latin = "Latin"
        case greek = "Greek"
        case cyrillic = "Cyrillic"
        case hebrew = "Hebrew"
        case arabic = "Arabic"
        case indic = "Indic"
        case thai = "Thai"
        case hangul = "Korean"
        case kana = "Japanese"
        case han = "Chinese"
    }

    /// Letters of each.
    private var counts: [System: Int] = [:]
    private var letterCount = 0

    init(_ text: String) {
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            guard let system = WritingSystems.system(of: scalar.value) else { continue }
            counts[system, default: 0] += 1
            letterCount += 1
        }
    }

    var isEmpty: Bool { letterCount == 0 }

    /// Those that make up a twentieth of this text's letters or more, and occur nowhere in the other text.
    func systems(beyond other: WritingSystems) -> [System] {
        System.allCases.filter { system in
            guard let count = counts[system], other.counts[system] == nil else { return false }
            // Chinese characters are Japanese writing as well, and kana comes with them.
            if system == .han && other.counts[.kana] != nil || system == .kana && other.counts[.han] != nil {
                return false
            }
            return count * 20 >= letterCount
        }
    }

    private static func system(of value: UInt32) -> System? {
        switch value {
        case 0x41...0x24f, 0x1e00...0x1eff, 0xff21...0xff5a: .latin
        case 0x370...0x3ff, 0x1f00...0x1fff: .greek
        case 0x400...0x52f: .cyrillic
        case 0x590...0x5ff: .hebrew
        case 0x600...0x6ff, 0x750...0x77f, 0x8a0...0x8ff, 0xfb50...0xfdff, 0xfe70...0xfefe: .arabic
        case 0x900...0xdff: .indic
        case 0xe00...0xe7f: .thai
        case 0x1100...0x11ff, 0x3130...0x318f, 0xac00...0xd7af: .hangul
        case 0x3040...0x30ff: .kana
        case 0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff, 0x20000...0x323af: .han
        default: nil
        }
    }
}
