/// How many columns of a terminal a text takes.
///
/// Where terminals disagree, the larger number: a line that ends early is better than one that runs over.
enum TextWidth {
    static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// - Returns: 0 for what joins the character before it, 2 for East Asian wide characters and emoji.
    static func of(_ character: Character) -> Int {
        if let ascii = character.asciiValue { return ascii >= 0x20 && ascii != 0x7f ? 1 : 0 }
        let scalars = character.unicodeScalars
        var sum = 0
        var isJoined = false
        for scalar in scalars {
            if scalar.value == 0xfe0f, sum == 1, scalars.first?.properties.isEmoji == true { return 2 }
            let isModifier = scalar.properties.isEmojiModifier && scalars.first?.properties.isEmojiModifierBase == true
            if isModifier { sum = max(sum, 2) } else if !isJoined { sum += of(scalar) }
            isJoined = scalar.value == 0x200d
        }
        return sum
    }

    static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7f..<0xa0).contains(value) ? 0 : 1 }
        if isWide(value) { return 2 }
        // The vowels and last consonants of Hangul, which the first consonant takes in.
        if (0x1160...0x11ff).contains(value) || (0xd7b0...0xd7ff).contains(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator, .paragraphSeparator: return 0
        case .format: return drawnFormats.contains { $0.contains(value) } ? 1 : 0
        default: break
        }
        let isRegional = (0x1f1e6...0x1f1ff).contains(value)
        return scalar.properties.isEmojiPresentation && !isRegional ? 2 : 1
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var (low, high) = (0, wide.count)
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(value)
    }

    /// Number signs of Arabic and other scripts: format characters that are drawn.
    private static let drawnFormats: [ClosedRange<UInt32>] = [
        0x600...0x605, 0x6dd...0x6dd, 0x70f...0x70f, 0x890...0x891, 0x8e2...0x8e2, 0x110bd...0x110bd, 0x110cd...0x110cd,
    ]

    /// East Asian Width W and F of Unicode 17, without what is wide as an emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2329...0x232a, 0x2630...0x2637, 0x268a...0x268f, 0x2e80...0x2e99, 0x2e9b...0x2ef3,
        0x2f00...0x2fd5, 0x2ff0...0x3029, 0x3030...0x303e, 0x3041...0x3096, 0x309b...0x30ff, 0x3105...0x312f,
        0x3131...0x318e, 0x3190...0x31e5, 0x31ef...0x321e, 0x3220...0x3247, 0x3250...0xa48c, 0xa490...0xa4c6,
        0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe52, 0xfe54...0xfe66,
        0xfe68...0xfe6b, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x16fe3, 0x16ff2...0x16ff6, 0x17000...0x18cd5,
        0x18cff...0x18d1e, 0x18d80...0x18df2, 0x1aff0...0x1aff3, 0x1aff5...0x1affb, 0x1affd...0x1affe,
        0x1b000...0x1b122, 0x1b132...0x1b132, 0x1b150...0x1b152, 0x1b155...0x1b155, 0x1b164...0x1b167,
        0x1b170...0x1b2fb, 0x1d300...0x1d356, 0x1d360...0x1d376, 0x1f200...0x1f202, 0x1f210...0x1f23b,
        0x1f240...0x1f248, 0x1f250...0x1f251, 0x1f260...0x1f265, 0x20000...0x2fffd, 0x30000...0x3fffd,
    ]
}
