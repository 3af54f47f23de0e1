import Foundation

/// A text as the feature extractors read it: words in folded case, one space before, between and after them.
///
/// A word is a longest run of letters, marks, digits and underscores. An ideograph or a kana is a word of its own, because
/// those scripts do not put spaces between words; so is a currency sign and a pictograph, because `£` and `🙂` say much
/// about a text. Other punctuation only separates. Compatibility forms are unified (NFKC), case is folded (upper-cased, then
/// lower-cased by the full Unicode mappings, which joins `ß`, `ẞ` and `ss`, and the two small sigmas) and the result is
/// unified again, so that `ﬁne`, `FINE`, `𝐟𝐢𝐧𝐞` and `fine` are one word. Characters that are not seen (soft hyphens,
/// joiners, marks of direction, variation selectors) are left out and part nothing.
///
/// - Source: Unicode Standard Annex 15 (NFKC) and section 3.13 (NFKC_Casefold). Deviation: case is folded by the two
///   mappings, which is the same but for a few letters; words are not those of Annex 29: apostrophes and dots always
///   separate. The zero-width space separates, as there.
public struct NormalizedText: Sendable {
    /// UTF-8; empty, or begins and ends with a space.
    public private(set) var bytes: [UInt8] = []
    /// The range of each word in `bytes`, without spaces.
    public private(set) var words: [Range<Int>] = []
    /// Whether every character is one byte.
    private(set) var isASCII = true

    /// Grows when a text may be read as other words: features made by an older version are of no use then.
    public static let version = 2

    /// - Complexity: O(bytes).
    public init(_ text: String) {
        var text = text
        isASCII = text.withUTF8 { utf8 in
            guard utf8.allSatisfy({ $0 < 0x80 }) else { return false }
            appendASCII(utf8)
            return true
        }
        if !isASCII { appendUnicode(text) }
    }

    /// The words as strings, for explanations and tests.
    public var strings: [String] {
        words.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private mutating func appendASCII(_ utf8: UnsafeBufferPointer<UInt8>) {
        let folded = asciiWordBytes
        words.reserveCapacity(utf8.count / 4)
        // A space before all, and one behind each byte at most.
        bytes = [UInt8](unsafeUninitializedCapacity: 2 * utf8.count + 2) { out, count in
            out[0] = UInt8(ascii: " ")
            var (start, end) = (1, 1)
            func endWord() {
                guard end > start else { return }
                words.append(start..<end)
                out[end] = UInt8(ascii: " ")
                end += 1
                start = end
            }
            for byte in utf8 {
                let byte = folded[Int(byte)]
                if byte == 0 {
                    endWord()
                    continue
                }
                if byte == UInt8(ascii: "$") { endWord() }
                out[end] = byte
                end += 1
                if byte == UInt8(ascii: "$") { endWord() }
            }
            endWord()
            count = end
        }
    }

    private mutating func appendUnicode(_ text: String) {
        // Styled letters have no case of their own: they get one by the first NFKC. Folding can bring forms that need
        // the second.
        let unified = text.precomposedStringWithCompatibilityMapping
        let folded = String(String.UnicodeScalarView(unified.unicodeScalars.flatMap(fold)))
        bytes.append(UInt8(ascii: " "))
        var start = 1
        for scalar in folded.precomposedStringWithCompatibilityMapping.unicodeScalars {
            // A scalar has always an encoding.
            switch WordClass(scalar) {
            case .part:
                bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
            case .whole:
                endWord(from: &start)
                bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
                endWord(from: &start)
            case .separator:
                endWord(from: &start)
            case .unseen:
                break
            }
        }
        endWord(from: &start)
    }

    private mutating func endWord(from start: inout Int) {
        guard bytes.count > start else { return }
        words.append(start..<bytes.count)
        bytes.append(UInt8(ascii: " "))
        start = bytes.count
    }
}

private func fold(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII { return Array(scalar.properties.lowercaseMapping.unicodeScalars) }
    return scalar.properties.uppercaseMapping.unicodeScalars.flatMap { $0.properties.lowercaseMapping.unicodeScalars }
}

/// What a scalar does to words.
enum WordClass {
    case part
    case whole
    case separator
    case unseen

    init(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            let folded = asciiWordBytes[Int(scalar.value)]
            self = folded == 0 ? .separator : folded == UInt8(ascii: "$") ? .whole : .part
            return
        }
        if scalar.properties.isIdeographic || (0x3040...0x30ff).contains(scalar.value) {
            self = .whole
            return
        }
        if scalar.properties.isVariationSelector {
            self = .unseen
            return
        }
        switch scalar.properties.generalCategory {
        // The zero-width space is a format character by category, but it stands between words.
        case .format:
            self = scalar.value == 0x200b ? .separator : .unseen
        case .currencySymbol, .otherSymbol:
            self = .whole
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            self = .part
        default:
            self = .separator
        }
    }
}

/// For each ASCII byte: its lower case if it belongs to words (the dollar is one by itself), else zero.
private let asciiWordBytes: [UInt8] = (0..<128).map { byte in
    let scalar = UInt8(byte)
    switch scalar {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "$"):
        return scalar
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return scalar + 32
    default: return 0
    }
}
