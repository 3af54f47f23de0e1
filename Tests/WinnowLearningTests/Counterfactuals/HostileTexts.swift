import WinnowNumerics

/// Texts that are hard to cut into words, out of a seed.
struct HostileTexts {
    private var generator: SeededGenerator

    private static let pieces = [
        "a", "the", "good", "Good", "GOOD", "isn't", "isn’t", "3.5", "10,000", " ", "  ", "\n", "\r\n", "\t", ".",
        "...", ",",
        "!", "'", "’", "-", "_", "\u{0}", "é", "e\u{301}", "\u{301}", "ß", "İ", "ﬁ", "東", "京", "ア", "👍🏽", "👩\u{200D}💻",
        "🇩🇪", "\u{1F1E9}", "\u{200B}", "\u{AD}", "\u{200D}", "\u{FE0F}", "1\u{FE0F}\u{20E3}", "مرحبا", "\u{202E}",
        "नमस्ते", "한", "\u{1100}\u{1161}", "\u{600}", "\u{2028}", "\u{10FFFF}", "$", "€",
    ]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed, purpose: "hostile texts")
    }

    mutating func next(upTo count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &generator)).map { _ in piece() }.joined()
    }

    /// The text with some pieces out, in or replaced.
    mutating func edited(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let start = Int.random(in: 0...scalars.count, using: &generator)
            let end = min(scalars.count, start + Int.random(in: 0...5, using: &generator))
            let new = Bool.random(using: &generator) ? "" : " " + piece() + piece()
            scalars.replaceSubrange(start..<end, with: Array(new.unicodeScalars))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private mutating func piece() -> String {
        // A space is likelier than the others: words have to come about.
        Int.random(in: 0..<3, using: &generator) == 0 ? " " : Self.pieces.randomElement(using: &generator) ?? ""
    }
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}
