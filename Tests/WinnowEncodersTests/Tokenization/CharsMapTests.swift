import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

@Suite struct CharsMapTests {
    private static func tokenizer(_ charsMap: [UInt8]) throws(EncoderError) -> Tokenizer {
        try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0}}"#,
            normalizer: #"{"type": "Precompiled", "precompiled_charsmap": "\#(Data(charsMap).base64EncodedString())"}"#,
            preTokenizer: #"{"type": "WhitespaceSplit"}"#
        )
    }

    @Test("A compiled map of random units is refused or works, and never ends the process")
    func randomMaps() throws {
        var generator = SeededGenerator(seed: 9, purpose: "charsmap")
        for _ in 0..<2_000 {
            let unitCount = Int.random(in: 1...64, using: &generator)
            var bytes = withUnsafeBytes(of: UInt32(unitCount * 4).littleEndian) { [UInt8]($0) }
            for index in 0..<unitCount {
                // Labels and offsets near what the texts ask for, so that the walk goes on.
                let offset = UInt32.random(in: 0..<256, using: &generator)
                let unit =
                    Bool.random(using: &generator)
                    ? offset << 10 | UInt32(index & 0x7f) | 1 << 8
                    : UInt32.random(in: 0...UInt32.max, using: &generator)
                bytes.append(contentsOf: withUnsafeBytes(of: unit.littleEndian) { [UInt8]($0) })
            }
            bytes.append(contentsOf: "abc\0\u{e9}\0\u{1f44d}".utf8)
            let tokenizer = try Self.tokenizer(bytes)
            for text in ["abc e\u{301} \u{1f44d}\u{1f3fd}", "\r\n\u{0}\u{7f} 0123456789", "\u{ac00}\u{11a8}"] {
                #expect(tokenizer.rawTokens(of: text).count < 100)
            }
        }
    }

    @Test("A map whose replacements are not UTF-8, or that ends early, is refused")
    func brokenMaps() {
        for bytes in [[4, 0, 0, 0, 0, 0, 0, 0, 0xff], [4, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0], []] as [[UInt8]] {
            #expect(throws: EncoderError.self) { try Self.tokenizer(bytes) }
        }
    }
}
