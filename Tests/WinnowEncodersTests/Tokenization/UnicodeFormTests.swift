import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// Normalization as of Unicode 9, against Foundation's, which is newer.
@Suite struct UnicodeFormTests {
    private static let forms: [(name: String, apply: @Sendable (String) -> String)] = [
        ("NFC", { $0.precomposedStringWithCanonicalMapping }), ("NFD", { $0.decomposedStringWithCanonicalMapping }),
        ("NFKC", { $0.precomposedStringWithCompatibilityMapping }),
        ("NFKD", { $0.decomposedStringWithCompatibilityMapping }),
    ]

    /// A byte-level tokenizer with a normalizer: its tokens tell the normalized bytes.
    private static func tokenizer(_ normalizer: String) throws -> Tokenizer {
        let text = try String(contentsOf: TokenizerFixtures.file("gpt2"), encoding: .utf8)
        let changed = text.replacing("\"normalizer\":null", with: "\"normalizer\":\(normalizer)")
        return try Tokenizer(json: Array(changed.utf8), file: "tokenizer.json")
    }

    /// All scalars of Unicode 9, but of the ranges that are computed or never decompose.
    private static let oldScalars: [Unicode.Scalar] = (0x80...0x2ffff).compactMap(Unicode.Scalar.init).filter {
        scalar in
        guard let age = scalar.properties.age, age.major <= 9 else { return false }
        return !(0x3400...0x9fff).contains(scalar.value) && !(0x20000...0x2f7ff).contains(scalar.value)
    }

    @Test(
        "Each scalar that Unicode 9 knew is normalized as Foundation does",
        arguments: ["NFC", "NFD", "NFKC", "NFKD"]
    )
    func eachScalar(form: String) throws {
        let apply = try #require(Self.forms.first { $0.name == form }).apply
        let normalizing = try Self.tokenizer(#"{"type": "\#(form)"}"#)
        let plain = try Self.tokenizer("null")
        #expect(Self.oldScalars.count > 50_000)
        for start in stride(from: 0, to: Self.oldScalars.count, by: 300) {
            var text = String.UnicodeScalarView()
            for scalar in Self.oldScalars[start..<min(start + 300, Self.oldScalars.count)] {
                text.append(scalar)
                text.append("\n")
            }
            let expected = plain.rawTokens(of: apply(String(text)))
            #expect(normalizing.rawTokens(of: String(text)) == expected, "from \(Self.oldScalars[start].value)")
        }
    }

    @Test("Marks, jamo and letters in any order are normalized as Foundation does", arguments: ["NFC", "NFD"])
    func anyOrder(form: String) throws {
        let apply = try #require(Self.forms.first { $0.name == form }).apply
        let normalizing = try Self.tokenizer(#"{"type": "\#(form)"}"#)
        let plain = try Self.tokenizer("null")
        let ranges: [ClosedRange<UInt32>] = [
            0x41...0x7a, 0xc0...0x24f, 0x300...0x345, 0x3a9...0x3ce, 0x591...0x5c7, 0x915...0x94d, 0xf71...0xf84,
            0x1100...0x11ff, 0x1e00...0x1fff, 0x3041...0x30ff, 0xac00...0xacff, 0xfb00...0xfb4f, 0x1d157...0x1d172,
        ]
        var generator = SeededGenerator(seed: 3, purpose: "marks")
        for _ in 0..<4_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let range = try #require(ranges.randomElement(using: &generator))
                let scalar = try #require(Unicode.Scalar(UInt32.random(in: range, using: &generator)))
                // Foundation leaves marks out of order that one scalar becomes, as it does in the compatible forms.
                if [0xf73, 0xf75, 0xf81].contains(scalar.value) { continue }
                if let age = scalar.properties.age, age.major <= 9 { text.append(scalar) }
            }
            let expected = plain.rawTokens(of: apply(String(text)))
            #expect(normalizing.rawTokens(of: String(text)) == expected, "\(String(text).debugDescription)")
        }
    }

    @Test("A scalar newer than Unicode 9 has no decomposition and no combining class")
    func newScalars() throws {
        let normalizing = try Self.tokenizer(#"{"type": "NFKD"}"#)
        let plain = try Self.tokenizer("null")
        // A ligature of 13, a digit-like letter of 14, and a mark of 11 after one of class 240.
        for text in ["\u{11938}", "\u{10781}", "a\u{345}\u{10f46}"] {
            #expect(normalizing.rawTokens(of: text) == plain.rawTokens(of: text))
        }
    }

    @Test("A million marks in a row are put in order in short time", .timeLimit(.minutes(1)))
    func manyMarks() throws {
        let tokenizer = try Self.tokenizer(#"{"type": "NFC"}"#)
        let text = "a" + String(repeating: "\u{301}\u{316}", count: 500_000)
        #expect(tokenizer.tokens(of: text, limit: 10).ids.count == 10)
    }
}
